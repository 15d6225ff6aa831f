-- One row per period of one indicator in one area. Parameters: $indicator, $area, $area_version, $period_kind, $since.
-- Where an area of newer borders has kept its code, its figures of the older borders come before its own; area_breaks tells the day.
WITH told AS (
    SELECT *
    FROM estimate
    WHERE indicator = $indicator AND area = $area AND subgroup = 'all' AND period_kind = $period_kind
),
own AS (
    FROM told WHERE area_version = $area_version
),
older AS (
    FROM told
    WHERE area_version IN (
            SELECT version_before FROM crosswalk WHERE area_before = $area AND area_after = $area AND version_after = $area_version
        )
        AND period_start < (SELECT min(period_start) FROM own)
)
SELECT
    period_start, period_end, complete, preliminary, value, lower, upper, numerator, base, effective_base, standard_error,
    degrees, design_effect, unit, state, withheld, source, vintage, data_date
FROM (FROM own UNION ALL FROM older)
WHERE period_start >= $since
ORDER BY period_start;
