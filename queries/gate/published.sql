-- One row per figure of a public file, as a reader has it. No parameters.
SELECT
    area, area_level, area_version, indicator, period_start, period_end, period_kind, value, lower, upper, numerator, base, effective_base,
    standard_error, degrees, design_effect, unit, state
FROM estimate
WHERE subgroup = 'all';
