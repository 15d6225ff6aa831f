-- One row per indicator and whole year for the municipality as a whole, without subgroups and delivered figures. No parameters.
SELECT
    municipality, area, area_level, area_version, indicator, subgroup, period_start, period_end, period_kind, complete, preliminary,
    value, lower, upper, numerator, base, effective_base, unit, state, source, vintage, data_date
FROM estimate
WHERE area_level = 'municipality' AND subgroup = 'all' AND period_kind = 'year' AND complete
    AND indicator IN (SELECT indicator FROM indicator WHERE family IN ('crime', 'published', 'population'));
