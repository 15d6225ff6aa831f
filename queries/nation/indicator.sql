-- One row per indicator of a public file, as it was told there. No parameters.
SELECT
    indicator, title, short_title, sentence_name, plural, definition, source, concept, family, measure, unit, unit_words, better,
    policing_dependent, sensitive, caveat, sort_order
FROM indicator;
