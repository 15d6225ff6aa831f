-- One row per table whose small files were joined. No parameters.
FROM ducklake_merge_adjacent_files('lake');
