-- One row per figure of certain cells (figure_cells), with what it is called and where. Parameters: $cells.
WITH chosen AS (
    SELECT *, hash(indicator, area, area_version, subgroup, period_kind, period_start, period_end, unit) AS cell
    FROM estimate
    WHERE cell IN (SELECT unnest($cells))
)
SELECT
    e.cell, e.indicator, i.title, i.short_title, i.family, i.measure, i.unit_words,
    e.area, CASE WHEN e.area_level = 'municipality' THEN m.name ELSE coalesce(a.name, e.area) END AS name, e.area_level, e.area_version,
    e.subgroup, e.period_kind, e.period_start, e.period_end, e.unit,
    e.value, e.numerator, e.state, e.preliminary, e.vintage, e.lower, e.upper, e.base, e.source, e.data_date
FROM chosen AS e
CROSS JOIN municipality AS m
JOIN indicator AS i USING (indicator)
LEFT JOIN area AS a ON a.area = e.area AND a.area_version = e.area_version
ORDER BY i.sort_order, i.short_title, e.period_start DESC, e.period_kind, name, e.subgroup;
