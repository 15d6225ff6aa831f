-- Stores in every population figure its edition: the deliveries that give the same cell, in the order they came. No parameters.
WITH told AS (
    SELECT
        f.rowid AS id, f.receipt, d.arrival, d.rank AS place,
        concat_ws(chr(31), f.area, f.area_version, f.reference_date, f.sex, f.age) AS cell
    FROM population AS f
    JOIN delivery AS d USING (receipt)
),
compared AS (
    SELECT *, min(place) OVER (PARTITION BY cell ORDER BY arrival, id) AS best
    FROM told
),
placed AS (
    SELECT
        id,
        row_number() OVER (slice ORDER BY arrival DESC, id DESC) - 1 AS edition,
        nullif(lead(receipt) OVER (slice ORDER BY arrival, id), receipt) AS replaced_by,
        nullif(lag(receipt) OVER (slice ORDER BY arrival, id), receipt) AS replaces
    FROM compared
    WHERE place = best
    WINDOW slice AS (PARTITION BY cell)
    UNION ALL
    SELECT c.id, -1, b.receipt, NULL
    FROM compared AS c
    JOIN compared AS b ON b.cell = c.cell AND b.place = c.best
    WHERE c.place <> c.best
)
UPDATE population
SET edition = p.edition, replaced_by = p.replaced_by, replaces = p.replaces
FROM placed AS p
WHERE p.id = population.rowid AND (p.edition <> 0 OR p.replaces IS NOT NULL);
