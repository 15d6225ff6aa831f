-- One row per question of a wave and the reported crime that it is about, in the catalogue's order. Parameters: $survey, $wave.
SELECT
    c.indicator, i.short_title, i.title, i.sentence_name, c.reported, r.short_title AS reported_title, r.title AS reported_long,
    r.sentence_name AS reported_name, r.policing_dependent, i.definition, r.definition AS reported_definition, i.caveat,
    r.caveat AS reported_caveat
FROM survey_question AS q
JOIN counterpart AS c USING (indicator)
JOIN indicator AS i ON i.indicator = c.indicator
JOIN indicator AS r ON r.indicator = c.reported
WHERE q.survey = $survey AND q.wave = $wave
ORDER BY i.sort_order, c.indicator, r.sort_order;
