-- One row per question and area of a wave, everybody's answers; or, of one area, per question and group of people. Parameters: $survey, $wave, $area.
-- An empty $area asks for everybody in every area. What is the same for a whole question stands in survey_questions.
SELECT
    e.indicator, e.area, coalesce(a.name, e.area) AS name, e.area_level, e.area_version, e.subgroup,
    e.value, e.lower, e.upper, e.base, e.effective_base, e.standard_error, e.degrees, e.design_effect,
    e.unit, e.state, e.withheld, e.vintage, e.data_date
FROM estimate AS e
LEFT JOIN area AS a USING (area, area_version)
WHERE e.period_kind = 'wave'
    AND e.period_start = (SELECT field_from FROM survey_wave WHERE survey = $survey AND wave = $wave)
    AND e.indicator IN (SELECT indicator FROM survey_question WHERE survey = $survey AND wave = $wave)
    AND CASE WHEN $area = '' THEN e.subgroup = 'all' ELSE e.area = $area END
ORDER BY name COLLATE sv, e.subgroup;
