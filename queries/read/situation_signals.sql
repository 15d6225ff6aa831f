-- One row per signal that holds when every watched series counts, newest first, in the whole municipality or an area. No parameters.
SELECT
    s.indicator, i.short_title, i.sentence_name, i.better, i.policing_dependent, s.area, s.area_level, coalesce(a.name, '') AS area_name,
    s.rule, s.side, s.since, s.period_start, s.value, s.mean, s.limit_lower, s.limit_upper
FROM signal AS s
JOIN indicator AS i USING (indicator)
LEFT JOIN (SELECT area, any_value(name) AS name FROM area GROUP BY area) AS a USING (area)
WHERE s.stands_out
ORDER BY s.period_start DESC, i.sort_order, area_name;
