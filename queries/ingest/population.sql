-- Stores the population figures of one delivery. Parameters: $receipt, $facts (parquet file).
INSERT INTO population BY NAME
SELECT $receipt AS receipt, area, area_level, area_version, reference_date, sex, age, persons, state
FROM read_parquet($facts);
