-- Stores in every answer its edition: the deliveries that bring the same wave of the same survey, in the order they came. No parameters.
WITH told AS (
    SELECT DISTINCT a.survey, a.wave, a.receipt, d.arrival, d.rank
    FROM answer AS a
    JOIN delivery AS d USING (receipt)
),
compared AS (
    SELECT *, min(rank) OVER (PARTITION BY survey, wave ORDER BY arrival) AS best
    FROM told
),
placed AS (
    SELECT
        survey, wave, receipt,
        row_number() OVER (slice ORDER BY arrival DESC) - 1 AS edition,
        lead(receipt) OVER (slice ORDER BY arrival) AS replaced_by,
        lag(receipt) OVER (slice ORDER BY arrival) AS replaces
    FROM compared
    WHERE rank = best
    WINDOW slice AS (PARTITION BY survey, wave)
    UNION ALL
    SELECT c.survey, c.wave, c.receipt, -1, b.receipt, NULL
    FROM compared AS c
    JOIN compared AS b ON b.survey = c.survey AND b.wave = c.wave AND b.rank = c.best
    WHERE c.rank <> c.best
)
UPDATE answer
SET edition = p.edition, replaced_by = p.replaced_by, replaces = p.replaces
FROM placed AS p
WHERE p.receipt = answer.receipt AND p.survey = answer.survey AND p.wave = answer.wave AND (p.edition <> 0 OR p.replaces IS NOT NULL);
