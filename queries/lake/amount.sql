-- One row: how many rows are given, and the sum of their hashes, whatever their order. No parameters.
SELECT count(*) AS rows, coalesce(sum(md5_number_lower(given::VARCHAR)), 0)::VARCHAR AS amount
FROM given;
