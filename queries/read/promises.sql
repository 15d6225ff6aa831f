-- One row per medborgarlöfte, newest period first. No parameters.
SELECT promise.*, coalesce(area.name, '') AS area_name
FROM promise
LEFT JOIN (SELECT area, any_value(name) AS name FROM area GROUP BY area) AS area USING (area)
ORDER BY period_from DESC, promise_text COLLATE sv;
