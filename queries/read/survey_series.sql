-- One row per wave of one question in one area and group of people. Parameters: $indicator, $area, $area_version, $subgroup.
SELECT
    w.survey, w.wave, w.instrument, e.period_start, e.period_end, e.value, e.lower, e.upper, e.base, e.effective_base, e.standard_error,
    e.degrees, e.design_effect, e.unit, e.state, e.source, e.vintage, e.data_date, q.wording, q.scale, q.counted
FROM estimate AS e
JOIN survey_question AS q ON q.indicator = e.indicator
JOIN survey_wave AS w ON w.survey = q.survey AND w.wave = q.wave AND w.field_from = e.period_start
WHERE e.indicator = $indicator AND e.area = $area AND e.area_version = $area_version AND e.subgroup = $subgroup AND e.period_kind = 'wave'
ORDER BY e.period_start;
