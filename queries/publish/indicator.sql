-- One row per indicator that the public file has a figure for. No parameters.
SELECT
    indicator, title, short_title, sentence_name, plural, definition, source, concept, family, measure, unit, unit_words, better,
    policing_dependent, sensitive, caveat, sort_order
FROM indicator
WHERE family IN ('crime', 'published', 'population') AND indicator IN (
    SELECT indicator FROM estimate
    WHERE area_level = 'municipality' AND subgroup = 'all' AND period_kind = 'year' AND complete
);
