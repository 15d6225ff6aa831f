-- One row if the lake's tables have been made. No parameters.
SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake' AND schema_name = 'vault' AND table_name = 'build';
