-- One row per period and area version for which areas have rates of reported crime, newest first. No parameters.
SELECT
    e.period_kind, e.period_start, e.period_end, e.area_version,
    e.area_version IN (SELECT area_version FROM area_set) AS of_sets, -- a council's or district's figures, sums of those of areas
    count(DISTINCT e.area) AS areas,
    count(e.value) AS rates
FROM estimate AS e
JOIN indicator AS i USING (indicator)
WHERE e.area_level NOT IN ('municipality', 'unplaced') AND i.family = 'crime' AND i.measure = 'rate' AND e.complete
GROUP BY ALL
ORDER BY e.period_start DESC, e.period_kind;
