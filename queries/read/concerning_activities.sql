-- One row per activity that a crime type concerns, earliest first: its goal is measured by it, or it works with a problem that it shows. $crime: without "_count".
SELECT
    activity.activity, activity.plan, activity.title, activity.goal, activity.owner, activity.area, activity.starts_on, activity.ends_on,
    activity.status, coalesce(area.name, '') AS area_name
FROM activity
LEFT JOIN problem USING (problem)
LEFT JOIN (SELECT area, any_value(name) AS name FROM area GROUP BY area) AS area ON area.area = activity.area
WHERE
    regexp_extract(problem.evidence, '[?&]brott=([^&]+)', 1) = $crime
    OR EXISTS (
        SELECT goal_measure.goal FROM goal_measure
        WHERE goal_measure.goal = activity.goal AND regexp_replace(goal_measure.indicator, '_count$', '') = $crime
    )
ORDER BY activity.starts_on NULLS LAST, activity.ends_on NULLS LAST, activity.title COLLATE sv;
