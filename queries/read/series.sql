-- One row per period of one indicator in one area. Parameters: $indicator, $area, $area_version, $period_kind, $since.
SELECT
    period_start, period_end, complete, preliminary, value, lower, upper, numerator, base, effective_base, standard_error,
    degrees, design_effect, unit, state, withheld, source, vintage, data_date
FROM estimate
WHERE indicator = $indicator AND area = $area AND area_version = $area_version AND subgroup = 'all'
    AND period_kind = $period_kind AND period_start >= $since
ORDER BY period_start;
