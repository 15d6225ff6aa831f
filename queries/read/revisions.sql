-- One row per already shown figure that a newer delivery has changed, with what it is called, where, and today's interval. No parameters.
SELECT
    r.indicator, i.title, i.short_title, i.family, i.measure, i.unit_words, i.sort_order,
    r.area, CASE WHEN r.area_level = 'municipality' THEN m.name ELSE coalesce(a.name, r.area) END AS name, r.area_level, r.area_version,
    r.subgroup, r.period_kind, r.period_start, r.period_end, r.unit,
    r.old_value, r.new_value, r.old_numerator, r.new_numerator, r.old_state, r.new_state, r.old_preliminary, r.new_preliminary,
    r.old_vintage, r.new_vintage, r.reason, e.lower, e.upper, e.base, coalesce(e.source, i.source) AS source, e.data_date
FROM revision AS r
CROSS JOIN municipality AS m
JOIN indicator AS i USING (indicator)
LEFT JOIN area AS a ON a.area = r.area AND a.area_version = r.area_version
LEFT JOIN estimate AS e
    ON e.indicator = r.indicator AND e.area = r.area AND e.area_version = r.area_version AND e.subgroup = r.subgroup
    AND e.period_kind = r.period_kind AND e.period_start = r.period_start AND e.unit = r.unit
ORDER BY i.sort_order, i.short_title, r.period_start DESC, r.period_kind, name, r.subgroup;
