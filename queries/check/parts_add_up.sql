-- fail estimate: Områdena och de händelser som saknar område summerar inte till kommunen.
WITH parts AS (
    SELECT e.indicator, e.period_kind, e.period_start,
        sum(e.numerator) FILTER (WHERE e.area_level <> 'municipality') AS parts,
        sum(e.numerator) FILTER (WHERE e.area_level = 'municipality') AS whole
    FROM estimate AS e
    JOIN indicator AS i USING (indicator)
    WHERE i.family IN ('crime', 'event') AND e.unit = 'count' AND e.subgroup = 'all'
        AND e.area_version NOT IN ('district', 'council', 'focus') -- named sets of areas, counted among the areas already
    GROUP BY ALL
)
FROM parts WHERE parts <> whole;
