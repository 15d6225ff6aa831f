-- One row per final figure of the whole municipality that a goal could start from: waves, else whole years. No parameters.
SELECT
    i.indicator, i.short_title, i.title, i.measure, i.unit, i.unit_words, i.better, i.family, i.sort_order,
    coalesce(w.wave, CAST(year(e.period_start) AS VARCHAR)) AS baseline,
    e.period_kind, e.period_start, e.period_end, e.value, e.lower, e.upper, e.numerator, e.base, e.effective_base, e.standard_error
FROM estimate AS e
JOIN indicator AS i USING (indicator)
LEFT JOIN (
    SELECT q.indicator, v.wave, v.field_from FROM survey_wave AS v JOIN survey_question AS q USING (survey, wave)
) AS w ON w.indicator = e.indicator AND w.field_from = e.period_start AND e.period_kind = 'wave'
WHERE e.area_level = 'municipality' AND e.subgroup = 'all' AND e.complete AND NOT e.preliminary AND e.value IS NOT NULL
    AND i.better <> 'neither' AND i.family NOT IN ('published') AND i.indicator NOT LIKE '%\_count' ESCAPE '\'
    AND (e.period_kind = 'year' OR w.wave IS NOT NULL)
ORDER BY i.sort_order, i.indicator, e.period_start;
