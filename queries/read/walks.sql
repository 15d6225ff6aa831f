-- One row per trygghetsvandring with how many observations it made and how many are put right, newest first. No parameters.
SELECT w.*, coalesce(o.observations, 0) AS observations, coalesce(o.closed, 0) AS closed
FROM walk AS w
LEFT JOIN (
    SELECT walk, count(*) AS observations, count(closed_on) AS closed FROM walk_observation GROUP BY walk
) AS o USING (walk)
ORDER BY w.held_on DESC, w.title COLLATE sv;
