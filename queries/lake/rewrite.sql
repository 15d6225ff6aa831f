-- One row per file written anew: without the rows that were removed from it. No parameters.
FROM ducklake_rewrite_data_files('lake', delete_threshold => 0.0);
