-- One row per question of a survey and date across which nothing is compared. Parameters: $survey.
SELECT DISTINCT b.indicator, b.break_date, b.reason
FROM series_break AS b
JOIN survey_question AS q USING (indicator)
WHERE q.survey = $survey
ORDER BY b.indicator, b.break_date;
