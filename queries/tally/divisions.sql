-- One row per delivery and division of the municipality that it places reports in: the first and the last of them. No parameters.
SELECT i.receipt, p.area_level, p.area_version, min(i.reported_on) AS first_day, max(i.reported_on) AS last_day
FROM incident_delivered AS i
JOIN place AS p USING (area, area_version)
GROUP BY ALL
ORDER BY ALL;
