-- One row per area, the municipality included, and age group, or everybody, of a delivered rate. Parameters: $indicator, $period_kind, $period_start, $area_version.
SELECT e.area, e.area_level, coalesce(a.name, e.area) AS name, e.subgroup, e.numerator, e.base, e.unit, e.source, e.vintage, e.data_date
FROM estimate AS e
LEFT JOIN area AS a ON a.area = e.area AND a.area_version = e.area_version
WHERE e.indicator = $indicator AND e.period_kind = $period_kind AND e.period_start = $period_start
    AND e.unit IN ('per_1000', 'per_100000')
    AND (e.subgroup = 'all' OR e.subgroup LIKE 'age=%' AND NOT contains(e.subgroup, ';'))
    AND (e.area_level = 'municipality' OR e.area_level <> 'unplaced' AND e.area_version = $area_version)
ORDER BY name COLLATE sv, e.subgroup;
