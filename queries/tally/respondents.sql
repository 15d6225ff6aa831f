-- One row per respondent of a wave, with the level of the area. Parameters: $survey, $wave.
SELECT DISTINCT a.respondent, a.area, a.area_version, coalesce(p.area_level, 'neighbourhood') AS area_level, a.stratum, a.weight, a.sex, a.age
FROM answer AS a
LEFT JOIN place AS p USING (area, area_version)
WHERE a.survey = $survey AND a.wave = $wave
ORDER BY a.respondent;
