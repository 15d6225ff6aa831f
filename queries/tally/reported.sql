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
placed AS (
    SELECT p.*, a.area, a.area_level, a.area_version
    FROM period AS p
    CROSS JOIN (
        FROM place SELECT area, area_level, area_version
        UNION ALL SELECT 'ej_placerad', 'unplaced', ''
    ) AS a
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
