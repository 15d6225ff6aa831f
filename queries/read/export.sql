-- One row per estimate, in the order of the export contract. No parameters.
SELECT
    municipality, area, area_level, area_version, indicator, subgroup, period_start, period_end, value, lower, upper,
    numerator, base, effective_base, unit, state, withheld, source, vintage, data_date
FROM estimate
ORDER BY municipality, area, area_version, indicator, subgroup, unit, period_start, period_end;
