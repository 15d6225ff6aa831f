-- Stores the published figures of one delivery. Parameters: $receipt, $facts (parquet file).
INSERT INTO aggregate BY NAME
SELECT
    $receipt AS receipt, area, area_name, area_level, area_version, path, label,
    period_start, period_end, period_kind, indicator, subgroup, measure, unit, value, lower, upper, numerator, base, state, preliminary
FROM read_parquet($facts);
