-- One row per indicator, area and kind of period with figures: first year and unit. Parameters: $indicator, $indicator_count.
SELECT e.indicator, e.area, e.area_version, e.period_kind, e.unit, year(min(e.period_start)) AS first_year, year(max(e.period_start)) AS last_year
FROM estimate AS e
WHERE e.indicator IN ($indicator, $indicator_count) AND e.subgroup = 'all' AND e.state IN ('value', 'zero')
GROUP BY ALL
ORDER BY e.indicator, e.area, e.period_kind;
