-- One row per indicator, year and area: events of 1 January to the latest final day's date in each year. Parameters: $municipality.
-- `placed`: on how many of the days reports are placed in the area's division; null for the municipality and ej_placerad.
WITH reach AS ( -- the latest final month that follows on 1 January without a gap, cut at the data date
    SELECT indicator, max(period_end) AS last_day
    FROM period
    WHERE period_kind = 'month' AND NOT preliminary
    GROUP BY indicator
),
years AS (
    SELECT r.indicator, make_date(y.year, 1, 1) AS period_start,
        least(make_date(y.year, month(r.last_day), 1) + to_days(day(r.last_day) - 1), last_day(make_date(y.year, month(r.last_day), 1)))::DATE
            AS period_end
    FROM reach AS r, (SELECT DISTINCT year(period_start) AS year FROM period) AS y
    WHERE y.year BETWEEN year(r.last_day) - 5 AND year(r.last_day)
),
covered AS (
    SELECT y.indicator, y.period_start,
        CASE WHEN y.period_start + to_years(1) > r.last_day THEN r.last_day ELSE y.period_end END AS period_end
    FROM years AS y
    JOIN reach AS r USING (indicator)
    JOIN period AS p ON p.indicator = y.indicator AND p.period_kind = 'month' AND NOT p.preliminary
        AND p.period_start BETWEEN y.period_start AND y.period_end
        AND (p.complete OR p.period_end = r.last_day)
    GROUP BY ALL
    HAVING count(*) = any_value(month(y.period_end)) AND min(p.period_start) = y.period_start
),
counted AS (
    SELECT c.indicator, c.period_start, i.area, i.area_version, sum(i.events) AS events
    FROM covered AS c
    JOIN group_code AS g USING (indicator)
    JOIN incident AS i ON i.crime_code = g.crime_code AND i.reported_on BETWEEN g.valid_from AND g.valid_to
        AND i.reported_on BETWEEN c.period_start AND c.period_end
    GROUP BY ALL
),
divided AS (
    SELECT c.*, d.area_level, d.area_version,
        sum(least(d.last_day, c.period_end) - greatest(d.first_day, c.period_start) + 1)::BIGINT AS placed
    FROM covered AS c
    JOIN division AS d ON d.indicator = c.indicator AND d.first_day <= c.period_end AND d.last_day >= c.period_start
    GROUP BY ALL
),
cell AS (
    SELECT d.*, a.area FROM divided AS d JOIN place AS a USING (area_level, area_version)
    UNION ALL BY NAME
    SELECT *, 'unplaced' AS area_level, '' AS area_version, NULL AS placed, 'ej_placerad' AS area FROM covered
)
SELECT c.*, coalesce(e.events, 0)::DOUBLE AS events
FROM cell AS c
LEFT JOIN counted AS e USING (indicator, period_start, area, area_version)
UNION ALL BY NAME
SELECT c.*, $municipality AS area, 'municipality' AS area_level, '' AS area_version, NULL AS placed, coalesce(sum(e.events), 0)::DOUBLE AS events
FROM covered AS c
LEFT JOIN counted AS e USING (indicator, period_start)
GROUP BY ALL
ORDER BY indicator, area, area_version, period_start;
