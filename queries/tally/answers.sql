-- One row per respondent and question of a wave with an answer. Parameters: $survey, $wave.
SELECT respondent, question, answer
FROM answer
WHERE survey = $survey AND wave = $wave AND state = 'value'
ORDER BY question, respondent;
