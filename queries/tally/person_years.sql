-- One row per area and year: people on 31 December, the municipality included; null where a part is missing. Parameters: $municipality.
WITH everybody AS (
    SELECT p.area, p.area_level, p.area_version, year(p.reference_date) AS year, p.persons, p.reference_date, d.arrival
    FROM population AS p
    JOIN delivery AS d USING (receipt)
    WHERE p.sex = 'all' AND p.age = 'all'
),
parts AS (
    SELECT year, max(reference_date) AS reference_date, max(arrival) AS arrival,
        CASE WHEN count(persons) = count(*) THEN sum(persons) END AS persons
    FROM everybody
    WHERE area_level <> 'municipality'
    GROUP BY year
),
totals AS (
    SELECT year, reference_date, persons, arrival FROM everybody WHERE area_level = 'municipality'
),
whole AS (
    SELECT $municipality AS area, 'municipality' AS area_level, '' AS area_version, year,
        coalesce(t.persons, p.persons) AS persons, coalesce(t.reference_date, p.reference_date) AS reference_date,
        CASE WHEN t.persons IS NULL THEN coalesce(p.arrival, t.arrival) ELSE t.arrival END AS arrival
    FROM totals AS t FULL JOIN parts AS p USING (year)
)
SELECT area, area_level, area_version, year, persons, reference_date, arrival FROM everybody WHERE area_level <> 'municipality'
UNION ALL BY NAME
FROM whole
ORDER BY area, area_version, year;
