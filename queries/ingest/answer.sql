-- Stores the survey answers of one delivery. Parameters: $receipt, $facts (parquet file).
INSERT INTO answer BY NAME
SELECT $receipt AS receipt, survey, wave, respondent, area, area_version, stratum, weight, sex, age, question, answer, state
FROM read_parquet($facts);
