-- One row per inriktningsbeslut, newest period first. No parameters.
SELECT direction, council, period_from, period_to, title, reason, focus_text, state, decided_on, evaluation, evaluated_on, skipped_because
FROM direction
ORDER BY period_from DESC, title COLLATE sv;
