-- One row per survey indicator, wave and area: against all other areas; the gate keeps those whose own figure is shown. No parameters.
SELECT
    c.indicator, c.area, c.area_version, c.subgroup, c.period_start, c.period_end, c.rest_value, c.rest_lower, c.rest_upper,
    c.difference, c.difference_lower, c.difference_upper, c.p_value, c.smaller_base
FROM contrast AS c
JOIN indicator AS i USING (indicator)
WHERE c.subgroup = 'all' AND i.family = 'survey' AND NOT i.sensitive;
