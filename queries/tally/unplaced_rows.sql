-- One row per delivery of reports: how many of its rows have no area after points were placed. No parameters.
SELECT receipt, count(*) FILTER (WHERE area = 'ej_placerad') AS rows_unplaced
FROM incident_delivered
GROUP BY receipt;
