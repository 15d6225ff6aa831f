-- One row per area of a wave, the municipality first: how many were invited and answered. Parameters: $survey, $wave.
SELECT r.area, coalesce(a.name, r.area) AS name, r.area_version, r.invited, r.answered
FROM survey_response AS r
LEFT JOIN area AS a USING (area, area_version)
WHERE r.survey = $survey AND r.wave = $wave
ORDER BY r.area_version <> '', name;
