-- One row per indicator that is no reported crime, period and area version with figures by area, newest first. No parameters.
SELECT e.indicator, i.family, e.period_kind, e.period_start, e.period_end, e.area_version, count(e.value) AS areas
FROM estimate AS e
JOIN indicator AS i USING (indicator)
WHERE e.area_level NOT IN ('municipality', 'unplaced') AND e.subgroup = 'all' AND i.family IN ('kolada', 'figures', 'event')
    AND e.period_kind IN ('year', 'pool3', 'pool5', 'wave') AND e.complete AND e.value IS NOT NULL
    AND e.area_version NOT IN (SELECT area_version FROM area_set) -- sums of areas, not a division of the municipality
GROUP BY ALL
ORDER BY i.family, e.indicator, e.period_start DESC, e.period_kind, e.area_version DESC;
