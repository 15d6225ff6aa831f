-- One row per survey and wave: how it was made. No parameters.
SELECT
    survey, title, source, instrument, wave, field_from, field_to, mode, population, sample, respondents, effective, people, weighting, design_effect
FROM survey_wave;
