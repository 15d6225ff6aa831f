-- One row per crime group, area and whole year: the finest counts behind what may be published, those without area included. No parameters.
SELECT area, area_level, area_version, regexp_replace(indicator, '_count$', '') AS series, year(period_start)::VARCHAR AS year, numerator AS n
FROM estimate
JOIN indicator USING (indicator)
WHERE family = 'crime' AND estimate.unit = 'count' AND subgroup = 'all' AND period_kind = 'year' AND complete AND numerator IS NOT NULL;
