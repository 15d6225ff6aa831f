-- One row per series, month and two extracts in a row that hold the whole month: how many reports each held. Parameters: $quiet, $prompt.
-- An extract that came long after its last day may have been taken out any day in between, so nobody knows how old its months were.
WITH extract AS (
    SELECT *, concat_ws(' ', source, kind, CASE WHEN kind = 'event' THEN format END) AS series
    FROM delivery
    WHERE kind IN ('incident', 'event') AND general AND coalesce(extracted_on, received_on) - data_date <= $prompt
),
held AS (
    SELECT e.series, e.receipt, e.data_date, e.arrival, date_trunc('month', i.reported_on)::DATE AS month, sum(i.events) AS events
    FROM extract AS e
    JOIN incident_delivered AS i USING (receipt)
    WHERE date_trunc('month', i.reported_on) >= date_trunc('month', e.data_from)
    GROUP BY ALL
),
whole AS (
    SELECT h.series, h.month, h.arrival, h.events,
        datediff('month', h.month, h.data_date) - CASE WHEN h.data_date + $quiet < last_day(h.data_date) THEN 1 ELSE 0 END AS age
    FROM held AS h
    JOIN extract AS e USING (receipt)
    WHERE e.data_from <= h.month + $quiet
),
told AS (
    SELECT series, month, age, arg_max(events, arrival) AS events
    FROM whole
    WHERE age >= 0
    GROUP BY ALL
)
SELECT
    series, month,
    lag(age) OVER earlier AS early_age, age AS late_age,
    (lag(events) OVER earlier)::DOUBLE AS early, events::DOUBLE AS late
FROM told
WINDOW earlier AS (PARTITION BY series, month ORDER BY age)
QUALIFY early_age IS NOT NULL
ORDER BY series, month, late_age;
