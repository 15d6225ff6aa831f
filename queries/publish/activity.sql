-- One row per activity that is marked public, without cost, problem, plan and description. No parameters.
SELECT
    municipality, activity, title, goal, '' AS strategy, prevention, library, focus, owner, owner_kind, area, place, starts_on, ends_on, status,
    '' AS problem, '' AS plan, '' AS direction, '' AS description, public
FROM activity
WHERE public;
