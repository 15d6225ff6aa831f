-- One row: the number of the moment that the lake is at. No parameters.
SELECT id FROM ducklake_current_snapshot('lake');
