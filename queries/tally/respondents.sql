-- One row per respondent of a wave. Parameters: $survey, $wave.
SELECT DISTINCT respondent, area, area_version, stratum, weight, sex, age
FROM answer
WHERE survey = $survey AND wave = $wave
ORDER BY respondent;
