-- One row per deleted file that no moment needs. No parameters.
FROM ducklake_cleanup_old_files('lake', cleanup_all => true);
