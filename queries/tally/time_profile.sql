-- One row per indicator, area and month, weekday or hour: events over up to five whole years. Parameters: $municipality, $quiet.
-- The years are the last in which reports are placed in the area's division on all days but the quiet ones.
WITH year AS (
    SELECT indicator, period_start, period_end FROM period WHERE period_kind = 'year' AND complete AND NOT preliminary
),
divided AS (
    SELECT y.*, d.area_level, d.area_version
    FROM year AS y
    JOIN division AS d ON d.indicator = y.indicator AND d.first_day <= y.period_end AND d.last_day >= y.period_start
    GROUP BY ALL
    HAVING sum(least(d.last_day, y.period_end) - greatest(d.first_day, y.period_start) + 1) >= y.period_end - y.period_start + 1 - $quiet
    UNION ALL BY NAME
    SELECT y.*, w.area_level, '' AS area_version FROM year AS y, (VALUES ('municipality'), ('unplaced')) AS w (area_level)
),
span AS (
    SELECT indicator, area_level, area_version, min(period_start) AS period_start, max(period_end) AS period_end
    FROM (
        FROM divided QUALIFY row_number() OVER (PARTITION BY indicator, area_level, area_version ORDER BY period_start DESC) <= 5
    )
    GROUP BY ALL
),
cell AS (
    SELECT s.*, a.area FROM span AS s JOIN place AS a USING (area_level, area_version)
    UNION ALL BY NAME
    SELECT *, CASE area_level WHEN 'municipality' THEN $municipality ELSE 'ej_placerad' END AS area FROM span WHERE area_version = ''
),
report AS (
    SELECT s.indicator, s.area_level, s.area_version, i.events,
        CASE s.area_level WHEN 'municipality' THEN $municipality ELSE i.area END AS area,
        month(i.reported_on) AS month, isodow(i.occurred_on) AS weekday, i.hour
    FROM span AS s
    JOIN group_code AS g USING (indicator)
    JOIN incident AS i ON i.crime_code = g.crime_code AND i.reported_on BETWEEN g.valid_from AND g.valid_to
        AND i.reported_on BETWEEN s.period_start AND s.period_end
        AND (s.area_level = 'municipality' OR s.area_version = i.area_version OR (s.area_level = 'unplaced' AND i.area = 'ej_placerad'))
),
counted AS (  -- in one pass over the reports, of which the largest municipality has millions
    SELECT indicator, area, area_level, area_version, month, weekday, hour, sum(events) AS events
    FROM report
    GROUP BY GROUPING SETS (
        (indicator, area, area_level, area_version, month),
        (indicator, area, area_level, area_version, weekday),
        (indicator, area, area_level, area_version, hour)
    )
),
found AS (
    SELECT * EXCLUDE (month, weekday, hour), 'month' AS dimension, month AS bucket FROM counted WHERE month IS NOT NULL
    UNION ALL
    SELECT * EXCLUDE (month, weekday, hour), 'weekday', weekday FROM counted WHERE weekday IS NOT NULL
    UNION ALL
    SELECT * EXCLUDE (month, weekday, hour), 'hour', hour FROM counted WHERE hour IS NOT NULL
),
bucket AS (
    SELECT DISTINCT f.indicator, f.dimension, unnest(CASE f.dimension WHEN 'month' THEN range(1, 13) WHEN 'weekday' THEN range(1, 8) ELSE range(24) END) AS bucket
    FROM (SELECT DISTINCT indicator, dimension FROM found) AS f
)
SELECT c.*, b.dimension, b.bucket::INTEGER AS bucket, coalesce(f.events, 0)::DOUBLE AS events
FROM cell AS c
JOIN bucket AS b USING (indicator)
LEFT JOIN found AS f USING (indicator, area, area_level, area_version, dimension, bucket)
ORDER BY indicator, area, area_version, dimension, bucket;
