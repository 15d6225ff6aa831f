-- One row per area and month of one indicator's counts. Parameters: $indicator, $area_version, $since, $until.
SELECT e.area, a.name, e.period_start, e.period_end, e.complete, e.preliminary, e.numerator, e.source, e.vintage, e.data_date
FROM estimate AS e
JOIN area AS a ON a.area = e.area AND a.area_version = e.area_version
WHERE e.indicator = $indicator AND e.area_version = $area_version AND e.area_level NOT IN ('municipality', 'unplaced')
    AND e.period_kind = 'month' AND e.subgroup = 'all' AND e.period_start BETWEEN $since AND $until
ORDER BY e.period_start, a.name COLLATE sv;
