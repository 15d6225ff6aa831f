-- One row per figure of a publication, to hold it against another publication. No parameters.
SELECT area, area_version, indicator, period_kind, period_start, subgroup, state, value
FROM estimate;
