-- One row per survey figure: everybody's answers to a question in a wave, of the municipality and of each area, with what its interval is made of. No parameters.
SELECT
    e.area, coalesce(a.name, e.area) AS area_name, e.indicator, i.title, w.title AS survey, w.wave, q.wording, q.counted,
    e.period_start, e.period_end, e.value, e.lower, e.upper, e.base, e.effective_base, e.standard_error, e.degrees, e.design_effect,
    w.respondents, w.people, e.unit, e.state, e.source, e.vintage, e.data_date
FROM estimate AS e
JOIN indicator AS i USING (indicator)
JOIN survey_question AS q USING (indicator)
JOIN survey_wave AS w ON w.survey = q.survey AND w.wave = q.wave AND w.field_from = e.period_start
LEFT JOIN area AS a ON a.area = e.area AND a.area_version = e.area_version
WHERE e.period_kind = 'wave' AND e.subgroup = 'all'
ORDER BY w.survey, w.field_from, i.sort_order, e.indicator, e.area_level = 'municipality' DESC, area_name COLLATE sv, e.area_version;
