-- Stores in every incident its edition: which deliveries of the same source cover its code and day, in the order they came. No parameters.
WITH overlapping AS (
    SELECT d.*, concat_ws(' ', d.source, d.kind, CASE WHEN d.kind = 'event' THEN d.format END) AS series
    FROM delivery AS d
    WHERE EXISTS (
        FROM delivery AS o
        WHERE o.receipt <> d.receipt AND o.source = d.source AND o.kind = d.kind AND (d.kind <> 'event' OR o.format = d.format)
    )
),
atom AS (
    SELECT DISTINCT o.series, i.crime_code, i.reported_on
    FROM incident AS i
    JOIN overlapping AS o USING (receipt)
),
covering AS (
    SELECT a.*, o.receipt, o.rank, o.arrival
    FROM atom AS a
    JOIN overlapping AS o ON o.series = a.series AND a.reported_on BETWEEN o.data_from AND o.data_date
    LEFT JOIN delivery_code AS c ON c.receipt = o.receipt AND c.crime_code = a.crime_code
    WHERE (o.general AND (o.kind = 'event' OR NOT contains(a.crime_code, ':'))) OR c.receipt IS NOT NULL -- a type of a format's own has a colon
    UNION ALL -- rows before the days that their own delivery covers give way to any that covers them
    SELECT DISTINCT o.series, i.crime_code, i.reported_on, o.receipt, 1000000 + o.rank, o.arrival
    FROM incident AS i
    JOIN overlapping AS o USING (receipt)
    WHERE i.reported_on NOT BETWEEN o.data_from AND o.data_date
),
told AS (
    SELECT *, min(rank) OVER (PARTITION BY series, crime_code, reported_on ORDER BY arrival) AS best
    FROM covering
),
placed AS (
    SELECT
        crime_code, reported_on, receipt,
        row_number() OVER (slice ORDER BY arrival DESC) - 1 AS edition,
        lead(receipt) OVER (slice ORDER BY arrival) AS replaced_by,
        lag(receipt) OVER (slice ORDER BY arrival) AS replaces
    FROM told
    WHERE rank = best
    WINDOW slice AS (PARTITION BY series, crime_code, reported_on)
    UNION ALL
    SELECT t.crime_code, t.reported_on, t.receipt, -1, b.receipt, NULL
    FROM told AS t
    JOIN told AS b ON b.series = t.series AND b.crime_code = t.crime_code AND b.reported_on = t.reported_on AND b.rank = t.best
    WHERE t.rank <> t.best
)
UPDATE incident
SET edition = p.edition, replaced_by = p.replaced_by, replaces = p.replaces
FROM placed AS p
WHERE p.receipt = incident.receipt AND p.crime_code = incident.crime_code AND p.reported_on = incident.reported_on
    AND (p.edition <> 0 OR p.replaces IS NOT NULL);
