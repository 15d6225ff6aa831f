-- One row per question, area and group of people of a wave. Parameters: $survey, $wave.
SELECT
    e.indicator, i.title, i.short_title, i.sentence_name, i.plural, i.better, i.measure, i.sensitive, i.concept, i.definition, i.caveat, i.sort_order,
    e.area, coalesce(a.name, e.area) AS name, e.area_level, e.area_version, e.subgroup, e.period_start, e.period_end,
    e.value, e.lower, e.upper, e.base, e.effective_base, e.standard_error, e.degrees, e.design_effect, e.unit, e.state, e.withheld,
    e.source, e.vintage, e.data_date, q.wording, q.scale, q.counted
FROM survey_wave AS w
JOIN survey_question AS q USING (survey, wave)
JOIN estimate AS e ON e.indicator = q.indicator AND e.period_kind = 'wave' AND e.period_start = w.field_from
JOIN indicator AS i ON i.indicator = e.indicator
LEFT JOIN area AS a ON a.area = e.area AND a.area_version = e.area_version
WHERE w.survey = $survey AND w.wave = $wave
ORDER BY i.sort_order, i.short_title, name COLLATE sv, e.subgroup;
