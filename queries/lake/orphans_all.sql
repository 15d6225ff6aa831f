-- One row per deleted file that was never part of the lake: of a writer that died. No parameters.
FROM ducklake_delete_orphaned_files('lake', cleanup_all => true);
