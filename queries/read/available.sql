-- One row per indicator, area and kind of period with figures: first and last year and unit. Parameters: $indicator, $indicator_count.
SELECT
    e.indicator, e.area, e.area_version, e.period_kind, e.unit,
    year(min(e.period_start) FILTER (WHERE e.value IS NOT NULL OR i.family NOT IN ('crime', 'published'))) AS first_year,
    year(max(e.period_start) FILTER (WHERE e.value IS NOT NULL OR i.family NOT IN ('crime', 'published'))) AS last_year
FROM estimate AS e
JOIN indicator AS i USING (indicator)
WHERE e.indicator IN ($indicator, $indicator_count) AND e.subgroup = 'all'
GROUP BY ALL
HAVING count(e.value) > 0
ORDER BY e.indicator, e.area, e.period_kind;
