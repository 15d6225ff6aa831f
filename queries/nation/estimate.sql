-- One row per published figure of a whole municipality: what everybody may read already. No parameters.
SELECT
    municipality, area, area_level, area_version, indicator, subgroup, period_start, period_end, period_kind, complete, preliminary, value,
    lower, upper, numerator, base, effective_base, standard_error, degrees, design_effect, unit, state, withheld, source, vintage, data_date
FROM estimate
WHERE area_level = 'municipality' AND subgroup = 'all';
