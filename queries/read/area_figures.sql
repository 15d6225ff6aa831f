-- One row per area with a delivered figure of an indicator in a period. Parameters: $indicator, $period_kind, $period_start, $area_version.
SELECT
    e.area, a.name, e.period_start, e.period_end, e.preliminary, e.value, e.lower, e.upper, e.numerator, e.base, e.effective_base,
    e.standard_error, e.degrees, e.design_effect, e.unit, e.state, e.withheld, e.source, e.vintage, e.data_date, p.value AS people
FROM estimate AS e
JOIN area AS a ON a.area = e.area AND a.area_version = e.area_version
LEFT JOIN estimate AS p
    ON p.indicator = 'population' AND p.area = e.area AND p.area_version = e.area_version AND p.subgroup = 'all'
    AND year(p.period_start) = year(e.period_end)
WHERE e.area_level NOT IN ('municipality', 'unplaced') AND e.subgroup = 'all' AND e.indicator = $indicator
    AND e.period_kind = $period_kind AND e.period_start = $period_start AND e.area_version = $area_version
ORDER BY a.name COLLATE sv;
