-- fail estimate: Områdena och de händelser som saknar område summerar inte till kommunen.
-- Where reports have been placed in several divisions, such as borders before and after a change, those of another one are in no part.
WITH counted AS (
    SELECT e.indicator, e.period_kind, e.period_start, e.area_level, e.area_version, e.numerator
    FROM estimate AS e
    JOIN indicator AS i USING (indicator)
    WHERE i.family IN ('crime', 'event') AND e.unit = 'count' AND e.subgroup = 'all'
        AND e.area_version NOT IN ('district', 'council', 'focus') -- named sets of areas, counted among the areas already
),
parts AS (
    SELECT indicator, period_kind, period_start,
        sum(numerator) FILTER (WHERE area_level <> 'municipality') AS parts,
        sum(numerator) FILTER (WHERE area_level = 'municipality') AS whole,
        count(*) FILTER (WHERE area_level NOT IN ('municipality', 'unplaced')) AS areas
    FROM counted
    GROUP BY ALL
),
divided AS (
    SELECT count(DISTINCT area_level || ' ' || area_version) AS divisions
    FROM area
    WHERE area_level NOT IN ('municipality', 'unplaced') AND area_version NOT IN ('district', 'council', 'focus')
)
SELECT p.*
FROM parts AS p, divided AS d
WHERE parts > whole OR (divisions = 1 AND areas > 0 AND parts <> whole);
