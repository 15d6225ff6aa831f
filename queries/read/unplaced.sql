-- One row per indicator: events without area and in all, in one period. Parameters: $period_kind, $period_start.
SELECT
    e.indicator,
    sum(e.numerator) FILTER (WHERE e.area_level = 'unplaced') AS unplaced,
    sum(e.numerator) FILTER (WHERE e.area_level = 'municipality') AS events
FROM estimate AS e
WHERE e.unit = 'count' AND e.subgroup = 'all' AND e.period_kind = $period_kind AND e.period_start = $period_start
GROUP BY ALL
ORDER BY e.indicator;
