-- One row per municipality and year with an indicator's figure, the newest year first. Parameters: $indicator.
SELECT
    e.area, coalesce(a.name, e.area) AS name, e.period_start, e.period_end, e.period_kind, e.preliminary, e.value, e.lower, e.upper,
    e.numerator, e.base, e.standard_error, e.design_effect, e.unit, e.state, e.source, e.vintage, e.data_date
FROM estimate AS e
LEFT JOIN area AS a USING (area, area_version)
WHERE e.indicator = $indicator AND e.area_level = 'municipality' AND e.subgroup = 'all' AND e.period_kind IN ('year', 'pool3')
ORDER BY e.period_end DESC, name COLLATE sv;
