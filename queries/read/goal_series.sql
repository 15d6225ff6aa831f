-- One row per figure of the whole municipality that a measure of an agreement's goals reads. Parameters: $agreement.
SELECT
    m.goal, m.measure_order, e.period_start, e.period_end, e.complete, e.preliminary, e.value, e.lower, e.upper, e.numerator, e.base,
    e.effective_base, e.standard_error, e.degrees, e.design_effect, e.unit, e.state, e.source, e.vintage, e.data_date
FROM goal_measure AS m
JOIN estimate AS e ON e.indicator = m.indicator AND e.period_kind = m.period_kind
WHERE m.agreement = $agreement AND e.area_level = 'municipality' AND e.subgroup = 'all'
ORDER BY m.goal, m.measure_order, e.period_start;
