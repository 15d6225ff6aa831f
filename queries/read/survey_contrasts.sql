-- One row per question and area or group of people of a wave: the comparison with all others. Parameters: $survey, $wave.
SELECT c.*
FROM survey_wave AS w
JOIN survey_question AS q USING (survey, wave)
JOIN contrast AS c ON c.indicator = q.indicator AND c.period_start = w.field_from
WHERE w.survey = $survey AND w.wave = $wave
ORDER BY c.indicator, c.area, c.subgroup;
