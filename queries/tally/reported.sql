-- One row per indicator, period and area: events reported, the municipality and ej_placerad included. Parameters: $municipality.
WITH monthly AS (
    SELECT g.indicator, date_trunc('month', i.reported_on) AS month, i.area, i.area_version, sum(i.events) AS events
    FROM incident AS i
    JOIN group_code AS g ON g.crime_code = i.crime_code AND i.reported_on BETWEEN g.valid_from AND g.valid_to
    GROUP BY ALL
),
summed AS (
    SELECT p.indicator, p.period_kind, p.period_start, m.area, m.area_version, sum(m.events) AS events
    FROM period AS p
    JOIN monthly AS m
        ON m.indicator = p.indicator
        AND m.month BETWEEN date_trunc('month', p.period_start) AND p.period_end
    GROUP BY ALL
),
found AS ( -- the divisions that reports are placed in; of a division that none is placed in nothing is known, so nothing is zero there
    SELECT g.indicator, p.area_level, p.area_version,
        CASE WHEN contains(i.crime_code, ':') THEN split_part(i.crime_code, ':', 1) ELSE '' END AS series
    FROM incident AS i
    JOIN place AS p ON p.area = i.area AND p.area_version = i.area_version
    LEFT JOIN group_code AS g ON g.crime_code = i.crime_code
    GROUP BY ALL
),
division AS ( -- an indicator without any placed report is zero where other reports are placed
    SELECT DISTINCT g.indicator, f.area_level, f.area_version
    FROM (
        SELECT DISTINCT indicator, CASE WHEN contains(crime_code, ':') THEN split_part(crime_code, ':', 1) ELSE '' END AS series
        FROM group_code
    ) AS g
    JOIN found AS f
        ON f.indicator = g.indicator
        OR (f.series = g.series AND NOT EXISTS (FROM found AS own WHERE own.indicator = g.indicator))
),
placed AS (
    SELECT p.*, a.area, a.area_level, a.area_version
    FROM period AS p
    JOIN division AS d ON d.indicator = p.indicator
    JOIN place AS a ON a.area_level = d.area_level AND a.area_version = d.area_version
    UNION ALL
    SELECT p.*, 'ej_placerad', 'unplaced', ''
    FROM period AS p
),
by_area AS (
    SELECT p.*, coalesce(sum(s.events), 0) AS numerator
    FROM placed AS p
    LEFT JOIN summed AS s
        ON s.indicator = p.indicator AND s.period_kind = p.period_kind AND s.period_start = p.period_start
        AND s.area = p.area AND (s.area_version = p.area_version OR p.area = 'ej_placerad')
    GROUP BY ALL
),
whole AS (
    SELECT p.*, $municipality AS area, 'municipality' AS area_level, '' AS area_version, coalesce(sum(s.events), 0) AS numerator
    FROM period AS p
    LEFT JOIN summed AS s
        ON s.indicator = p.indicator AND s.period_kind = p.period_kind AND s.period_start = p.period_start
    GROUP BY ALL
)
FROM by_area
UNION ALL BY NAME
FROM whole
ORDER BY indicator, area, period_kind, period_start;
