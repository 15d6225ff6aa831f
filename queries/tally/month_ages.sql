-- One row per indicator and month that is told: the series and age of the extract that tells it. Parameters: $quiet, $prompt.
-- An extract that came long after its last day is taken to have been taken out the day that it came.
WITH extract AS (
    SELECT
        arrival, concat_ws(' ', source, kind, CASE WHEN kind = 'event' THEN format END) AS series,
        CASE WHEN coalesce(extracted_on, received_on) - data_date <= $prompt THEN data_date ELSE coalesce(extracted_on, received_on) END AS until
    FROM delivery
)
SELECT
    p.indicator, p.period_start, p.period_end, p.preliminary, e.series,
    greatest(datediff('month', p.period_start, e.until) - CASE WHEN e.until + $quiet < last_day(e.until) THEN 1 ELSE 0 END, 0)::INTEGER AS age
FROM period AS p
JOIN extract AS e USING (arrival)
WHERE p.period_kind = 'month'
ORDER BY p.indicator, p.period_start;
