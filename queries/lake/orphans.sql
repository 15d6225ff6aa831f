-- One row per deleted file, an hour old, that was never part of the lake: of a writer that died. No parameters.
FROM ducklake_delete_orphaned_files('lake', older_than => now() - INTERVAL 1 HOUR);
