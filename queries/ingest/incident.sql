-- Stores the incidents or other events of one delivery. Parameters: $receipt, $facts (parquet file).
INSERT INTO incident BY NAME
SELECT $receipt AS receipt, area, area_version, crime_code, reported_on, occurred_on, hour, events, lon, lat, line
FROM read_parquet($facts);
