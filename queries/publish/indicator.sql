-- One row per indicator of a family that the public file has figures of. No parameters.
SELECT
    indicator, title, short_title, sentence_name, plural, definition, source, concept, family, measure, unit, unit_words, better,
    policing_dependent, sensitive, caveat, sort_order
FROM indicator
WHERE family IN ('crime', 'published', 'population', 'survey');
