-- One row per pair of deliveries of which one lies directly over the other, with the days and rows of the slice. No parameters.
WITH kept AS (
    SELECT receipt, replaced_by, replaces, edition, reported_on AS first_day, reported_on AS last_day FROM incident_delivered
    UNION ALL
    SELECT receipt, replaced_by, replaces, edition, period_start, period_end FROM aggregate_delivered
    UNION ALL
    SELECT receipt, replaced_by, replaces, edition, reference_date, reference_date FROM population_delivered
    UNION ALL
    SELECT a.receipt, a.replaced_by, a.replaces, a.edition, d.data_from, d.data_date
    FROM answer_delivered AS a
    JOIN delivery AS d USING (receipt)
),
pairs AS (
    SELECT replaced_by AS receipt, receipt AS replaced, first_day, last_day, 1 AS old, 0 AS new, edition = -1 AS outdated
    FROM kept
    WHERE replaced_by IS NOT NULL
    UNION ALL
    SELECT receipt, replaces, first_day, last_day, 0, 1, false
    FROM kept
    WHERE replaces IS NOT NULL
)
SELECT
    receipt, replaced, min(first_day) AS first_day, max(last_day) AS last_day,
    sum(old)::BIGINT AS rows_before, sum(new)::BIGINT AS rows_after, bool_or(outdated) AS outdated
FROM pairs
GROUP BY receipt, replaced
ORDER BY receipt, replaced;
