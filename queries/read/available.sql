-- One row per indicator, area and kind of period with figures: first and last year and unit. Parameters: $indicator, $indicator_count.
-- The first year of an area that kept its code in newer borders is that of its figures in the older ones, which its series begins with.
WITH told AS (
    SELECT
        e.indicator, e.area, e.area_version, e.period_kind, e.unit,
        year(min(e.period_start) FILTER (WHERE e.value IS NOT NULL OR i.family NOT IN ('crime', 'published'))) AS first_year,
        year(max(e.period_start) FILTER (WHERE e.value IS NOT NULL OR i.family NOT IN ('crime', 'published'))) AS last_year
    FROM estimate AS e
    JOIN indicator AS i USING (indicator)
    WHERE e.indicator IN ($indicator, $indicator_count) AND e.subgroup = 'all'
    GROUP BY ALL
    HAVING count(e.value) > 0
)
SELECT t.indicator, t.area, t.area_version, t.period_kind, t.unit, least(t.first_year, o.first_year) AS first_year, t.last_year
FROM told AS t
LEFT JOIN crosswalk AS c ON c.area_before = t.area AND c.area_after = t.area AND c.version_after = t.area_version
LEFT JOIN told AS o
    ON o.area = t.area AND o.area_version = c.version_before
    AND o.indicator = t.indicator AND o.period_kind = t.period_kind AND o.unit = t.unit
ORDER BY t.indicator, t.area, t.period_kind;
