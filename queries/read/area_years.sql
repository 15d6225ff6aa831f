-- One row per crime indicator and whole or begun year in every area of one kind. Parameters: $area_version, $area_level.
-- Where an area of newer borders has kept its code, its figures of the older borders come before its own; area_breaks tells the day.
WITH told AS (
    SELECT e.*, i.short_title, i.sentence_name, i.plural, i.measure, i.better, i.policing_dependent, i.sensitive, i.sort_order
    FROM estimate AS e
    JOIN indicator AS i USING (indicator)
    WHERE e.area_level = $area_level AND e.subgroup = 'all' AND e.period_kind = 'year' AND i.family = 'crime'
),
own AS (
    FROM told WHERE area_version = $area_version
),
older AS (
    SELECT *
    FROM told
    WHERE (area, area_version) IN (
            SELECT (area_before, version_before) FROM crosswalk WHERE area_before = area_after AND version_after = $area_version
        )
        AND period_start < (SELECT min(period_start) FROM own WHERE own.area = told.area)
)
SELECT
    area, indicator, short_title, sentence_name, plural, measure, better, policing_dependent, sensitive, sort_order,
    period_start, period_end, complete, preliminary, value, lower, upper, numerator, base, unit, state, withheld, source, vintage, data_date
FROM (FROM own UNION ALL FROM older)
ORDER BY area, sort_order, indicator, period_start;
