-- One row per deleted file that no moment has needed for an hour: nobody reads it any more. No parameters.
FROM ducklake_cleanup_old_files('lake', older_than => now() - INTERVAL 1 HOUR);
