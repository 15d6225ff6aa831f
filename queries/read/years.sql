-- One row per indicator and whole year for the municipality as a whole. Parameters: $family.
SELECT
    e.indicator, i.short_title, i.sentence_name, i.plural, i.measure, i.better, i.policing_dependent, i.sort_order,
    e.period_start, e.period_end, e.complete, e.preliminary, e.value, e.lower, e.upper, e.numerator, e.base, e.unit, e.state, e.withheld,
    e.source, e.vintage, e.data_date
FROM estimate AS e
JOIN indicator AS i USING (indicator)
WHERE e.area_level = 'municipality' AND e.subgroup = 'all' AND e.period_kind = 'year' AND i.family = $family
ORDER BY i.sort_order, e.indicator, e.period_start;
