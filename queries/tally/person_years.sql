-- One row per area and year: people on 31 December, the municipality included; null where a part is missing. Parameters: $municipality.
-- A table that gives everybody only by sex or age is summed, if its groups are both sexes and all ages from zero up, each once.
WITH told AS (
    SELECT p.area, p.area_level, p.area_version, year(p.reference_date) AS year, p.sex, p.age, p.persons, p.reference_date, d.arrival,
        CASE WHEN p.age = 'all' THEN 0 ELSE CAST(regexp_extract(p.age, '^\d+') AS INTEGER) END AS low,
        CASE
            WHEN p.age = 'all' OR p.age LIKE '%+' THEN 999
            ELSE CAST(regexp_extract(p.age, '\d+$') AS INTEGER)
        END AS high
    FROM population AS p
    JOIN delivery AS d USING (receipt)
),
linked AS (
    SELECT *, age <> 'all' AS by_age, coalesce(lag(high) OVER groups, -1) + 1 = low AS follows
    FROM told
    WINDOW groups AS (PARTITION BY area, area_level, area_version, year, sex, age <> 'all' ORDER BY low, high)
),
of_sex AS (
    SELECT area, area_level, area_version, year, sex, by_age, max(reference_date) AS reference_date, max(arrival) AS arrival,
        CASE WHEN count(persons) = count(*) THEN sum(persons) END AS persons
    FROM linked
    GROUP BY ALL
    HAVING bool_and(follows) AND max(high) = 999
),
ways AS (
    SELECT area, area_level, area_version, year, sex <> 'all' AS by_sex, by_age, count(*) AS sexes,
        max(reference_date) AS reference_date, max(arrival) AS arrival, CASE WHEN count(persons) = count(*) THEN sum(persons) END AS persons
    FROM of_sex
    GROUP BY ALL
),
best AS (
    SELECT DISTINCT ON (area, area_level, area_version, year) *
    FROM ways
    WHERE sexes = 2 OR NOT by_sex
    ORDER BY area, area_level, area_version, year, persons IS NULL, by_sex, by_age
),
everybody AS (   -- an area without a total is one of the municipality's parts all the same
    SELECT k.area, k.area_level, k.area_version, k.year, b.persons,
        coalesce(b.reference_date, k.reference_date) AS reference_date, coalesce(b.arrival, k.arrival) AS arrival
    FROM (
        SELECT area, area_level, area_version, year, max(reference_date) AS reference_date, max(arrival) AS arrival FROM told GROUP BY ALL
    ) AS k
    LEFT JOIN best AS b USING (area, area_level, area_version, year)
),
divisions AS (
    SELECT year, area_level, area_version, count(*) AS areas, max(reference_date) AS reference_date, max(arrival) AS arrival,
        CASE WHEN count(persons) = count(*) THEN sum(persons) END AS persons
    FROM everybody
    WHERE area_level <> 'municipality'
    GROUP BY ALL
),
parts AS (
    SELECT DISTINCT ON (year) year, reference_date, arrival, persons   -- each division is the whole municipality once
    FROM divisions
    ORDER BY year, persons IS NULL, areas DESC, area_level, area_version DESC
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
