-- One row per indicator, period and area: events reported, the municipality and ej_placerad included. Parameters: $municipality.
-- `days`: on how many of the period's days reports are placed in the area's division; null for the municipality and ej_placerad.
WITH monthly AS (
    SELECT g.indicator, date_trunc('month', i.reported_on) AS month, i.area, i.area_version, sum(i.events) AS events
    FROM incident AS i
    JOIN group_code AS g ON g.crime_code = i.crime_code AND i.reported_on BETWEEN g.valid_from AND g.valid_to
    GROUP BY ALL
),
summed AS ( -- reports without area have no version; said here and not in the join, which must be on equal keys alone to be quick
    SELECT p.indicator, p.period_kind, p.period_start, m.area, if(m.area = 'ej_placerad', '', m.area_version) AS area_version,
        sum(m.events) AS events
    FROM period AS p
    JOIN monthly AS m
        ON m.indicator = p.indicator
        AND m.month BETWEEN date_trunc('month', p.period_start) AND p.period_end
    GROUP BY ALL
),
divided AS ( -- outside the days that a division is used in nothing is known of its areas, so nothing is zero there
    SELECT p.*, d.area_level, d.area_version,
        sum(least(d.last_day, p.period_end) - greatest(d.first_day, p.period_start) + 1)::BIGINT AS days
    FROM period AS p
    JOIN division AS d ON d.indicator = p.indicator AND d.first_day <= p.period_end AND d.last_day >= p.period_start
    GROUP BY ALL
),
placed AS (
    SELECT d.*, a.area
    FROM divided AS d
    JOIN place AS a USING (area_level, area_version)
    UNION ALL BY NAME
    SELECT p.*, 'ej_placerad' AS area, 'unplaced' AS area_level, '' AS area_version, NULL AS days
    FROM period AS p
),
by_area AS (
    SELECT p.*, coalesce(sum(s.events), 0) AS numerator
    FROM placed AS p
    LEFT JOIN summed AS s USING (indicator, period_kind, period_start, area, area_version)
    GROUP BY ALL
),
whole AS (
    SELECT p.*, $municipality AS area, 'municipality' AS area_level, '' AS area_version, NULL AS days, coalesce(sum(s.events), 0) AS numerator
    FROM period AS p
    LEFT JOIN summed AS s
        ON s.indicator = p.indicator AND s.period_kind = p.period_kind AND s.period_start = p.period_start
    GROUP BY ALL
)
FROM by_area
UNION ALL BY NAME
FROM whole
ORDER BY indicator, area, area_version, period_kind, period_start;
