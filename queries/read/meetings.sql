-- One row per meeting of a council, newest first. No parameters.
SELECT m.meeting, m.council, c.name AS council_name, m.held_on, m.present, c.parties, c.cadence
FROM meeting AS m
JOIN council AS c USING (council)
ORDER BY m.held_on DESC, c.name COLLATE sv;
