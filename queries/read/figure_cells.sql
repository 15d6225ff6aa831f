-- One row per figure, its cell as one number that is the same in every lägesbild read by this program. No parameters.
SELECT hash(indicator, area, area_version, subgroup, period_kind, period_start, period_end, unit) AS cell, value, state
FROM estimate;
