-- One row per sex and age group of the population in a year, the municipality's own total before the sum of its parts. Parameters: $year.
WITH summed AS (
    SELECT area_level = 'municipality' AS whole, sex, age, sum(persons) AS persons
    FROM population
    WHERE year(reference_date) = $year AND state IN ('value', 'zero')
    GROUP BY ALL
)
SELECT sex, age, first(persons ORDER BY whole DESC) AS persons
FROM summed
GROUP BY sex, age
ORDER BY sex, age;
