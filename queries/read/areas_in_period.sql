-- One row per area and crime indicator in one period, rates, beside the municipality's own events and base. Parameters: $period_kind, $period_start, $area_version.
SELECT
    e.area, a.name, e.indicator, i.short_title, i.sentence_name, i.better, i.policing_dependent, i.sort_order,
    e.period_start, e.period_end, e.preliminary, e.value, e.lower, e.upper, e.numerator, e.base, e.unit, e.state, e.withheld,
    e.source, e.vintage, e.data_date, w.numerator AS municipal_events, w.base AS municipal_base
FROM estimate AS e
JOIN indicator AS i USING (indicator)
JOIN area AS a ON a.area = e.area AND a.area_version = e.area_version
LEFT JOIN estimate AS w
    ON w.municipality = e.municipality AND w.area_level = 'municipality' AND w.subgroup = 'all' AND w.indicator = e.indicator
    AND w.period_kind = e.period_kind AND w.period_start = e.period_start
WHERE e.area_level NOT IN ('municipality', 'unplaced') AND e.subgroup = 'all' AND i.family = 'crime' AND i.measure = 'rate'
    AND e.period_kind = $period_kind AND e.period_start = $period_start AND e.area_version = $area_version
ORDER BY i.sort_order, e.indicator, a.name COLLATE sv;
