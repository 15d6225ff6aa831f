-- One row per survey, wave and question, in its own words. No parameters.
SELECT survey, wave, indicator, concept, question, wording, scale, counted FROM survey_question;
