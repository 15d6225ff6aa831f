-- One row per goal of an agreement, in its own order. Parameters: $agreement.
SELECT goal, number, title, goal_level, parent, focus, followed_by_activities, note
FROM goal
WHERE agreement = $agreement
ORDER BY sort_order;
