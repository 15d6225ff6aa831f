-- One row per dialogue with its themes, most raised first and ";" between, newest first. No parameters.
SELECT d.dialogue, d.title, d.dialogue_kind, d.held_on, d.area, d.place, d.participants, coalesce(t.themes, '') AS themes
FROM dialogue AS d
LEFT JOIN (
    SELECT dialogue, string_agg(theme, ';' ORDER BY mentions DESC NULLS LAST, theme) AS themes FROM dialogue_theme GROUP BY dialogue
) AS t USING (dialogue)
ORDER BY d.held_on DESC, d.title COLLATE sv;
