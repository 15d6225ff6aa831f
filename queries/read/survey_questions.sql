-- One row per question of a wave, in the catalogue's order. Parameters: $survey, $wave.
SELECT
    q.indicator, i.title, i.short_title, i.sentence_name, i.plural, i.better, i.measure, i.sensitive, i.concept, i.definition, i.caveat,
    i.sort_order, q.wording, q.scale, q.counted, w.field_from AS period_start, w.field_to AS period_end, w.source
FROM survey_wave AS w
JOIN survey_question AS q USING (survey, wave)
JOIN indicator AS i USING (indicator)
WHERE w.survey = $survey AND w.wave = $wave
ORDER BY i.sort_order, i.short_title, q.indicator;
