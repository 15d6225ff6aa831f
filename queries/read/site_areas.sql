-- One row per figure of reported crime, survey or population by area, the municipality included, whole periods only. No parameters.
SELECT
    e.area, a.name, e.area_level, e.area_version, e.indicator, i.family, i.title, i.short_title, i.sentence_name, i.better, i.measure,
    i.policing_dependent, i.sort_order, e.period_kind, e.period_start, e.period_end, e.preliminary, e.value, e.lower, e.upper, e.numerator,
    e.base, e.unit, e.state, e.source, e.vintage, e.data_date
FROM estimate AS e
JOIN indicator AS i USING (indicator)
JOIN area AS a ON a.area = e.area AND a.area_version = e.area_version
WHERE e.subgroup = 'all' AND e.complete AND i.family IN ('crime', 'survey', 'population')
ORDER BY a.name COLLATE sv, i.sort_order, e.indicator, e.period_kind, e.period_start;
