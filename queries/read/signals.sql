-- One row per signal in the watched months, the firmest first, with the names of its series and how often it gives false alarms. No parameters.
SELECT
    s.indicator, s.area, s.area_level, s.area_version, a.name AS place, i.short_title, i.sentence_name, i.better, i.policing_dependent,
    s.rule, s.side, s.since, s.period_start, s.months, s.value, s.mean, s.limit_lower, s.limit_upper, s.chance, s.stands_out, c.per_month
FROM signal AS s
JOIN control AS c USING (indicator, area, area_version)
JOIN indicator AS i USING (indicator)
JOIN area AS a ON a.area = s.area AND a.area_version = s.area_version
ORDER BY s.stands_out DESC, s.chance, i.sort_order, a.name COLLATE sv;
