-- Stores the incidents of one delivery. Parameters: $receipt, $facts (parquet file).
INSERT INTO incident BY NAME
SELECT $receipt AS receipt, area, area_version, crime_code, reported_on, occurred_on, hour, events, line
FROM read_parquet($facts);
