-- One row per problem, open ones first, with how many activities work with it. No parameters.
SELECT problem.*, coalesce(area.name, '') AS area_name, coalesce(counted.activities, 0) AS activities
FROM problem
LEFT JOIN (SELECT area, any_value(name) AS name FROM area GROUP BY area) AS area USING (area)
LEFT JOIN (SELECT problem, count(*) AS activities FROM activity WHERE problem <> '' GROUP BY problem) AS counted USING (problem)
ORDER BY state DESC, opened_on DESC, title COLLATE sv;
