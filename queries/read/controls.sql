-- One row per watched series with its names, the municipality first, then areas in Swedish order. No parameters.
SELECT
    c.indicator, c.area, c.area_level, c.area_version, a.name AS place, i.short_title, i.sentence_name, i.better, i.policing_dependent,
    c.source, c.data_date, c.vintage, c.watched_from, c.period_start, c.baseline, c.model, c.value, c.mean, c.limit_lower, c.limit_upper,
    c.listed, c.per_month
FROM control AS c
JOIN indicator AS i USING (indicator)
JOIN area AS a ON a.area = c.area AND a.area_version = c.area_version
ORDER BY c.area_level <> 'municipality', a.name COLLATE sv, c.area_version, i.sort_order, c.indicator;
