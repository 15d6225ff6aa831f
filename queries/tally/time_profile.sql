-- One row per indicator, area and month, weekday or hour with events, over up to five whole years. No parameters.
WITH span AS (
    SELECT indicator, min(period_start) AS period_start, max(period_end) AS period_end
    FROM (
        SELECT * FROM period
        WHERE period_kind = 'year' AND complete AND NOT preliminary
        QUALIFY row_number() OVER (PARTITION BY indicator ORDER BY period_start DESC) <= 5
    )
    GROUP BY indicator
),
reports AS (
    SELECT s.indicator, s.period_start, s.period_end, i.area, i.area_version, i.reported_on, i.occurred_on, i.hour, i.events
    FROM span AS s
    JOIN group_code AS g USING (indicator)
    JOIN incident AS i ON i.crime_code = g.crime_code AND i.reported_on BETWEEN g.valid_from AND g.valid_to
        AND i.reported_on BETWEEN s.period_start AND s.period_end
),
found AS (
    SELECT *, 'month' AS dimension, month(reported_on) AS bucket FROM reports
    UNION ALL
    SELECT *, 'weekday', isodow(occurred_on) FROM reports WHERE occurred_on IS NOT NULL
    UNION ALL
    SELECT *, 'hour', hour FROM reports WHERE hour IS NOT NULL
)
SELECT indicator, area, area_version, dimension, bucket::INTEGER AS bucket, sum(events)::DOUBLE AS events, period_start, period_end
FROM found
GROUP BY ALL
ORDER BY ALL;
