-- One row per delivered figure of an indicator, the last received where a figure came twice in other units. No parameters.
SELECT a.*, d.source, d.format, d.arrival
FROM aggregate AS a
JOIN delivery AS d USING (receipt)
WHERE a.indicator <> ''
QUALIFY row_number() OVER (
    PARTITION BY a.indicator, a.area, a.area_version, a.subgroup, a.period_kind, a.period_start ORDER BY d.arrival DESC, a.measure
) = 1
ORDER BY a.indicator, a.area, a.area_version, a.subgroup, a.period_kind, a.period_start;
