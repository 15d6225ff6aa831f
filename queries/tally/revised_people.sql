-- One row per year whose population has been delivered anew. No parameters.
SELECT DISTINCT year(reference_date) AS year
FROM population_delivered
WHERE edition = 1
ORDER BY year;
