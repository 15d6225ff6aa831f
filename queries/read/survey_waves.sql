-- One row per survey and wave, the municipality's own first and the newest first. No parameters.
SELECT survey, title, source, instrument, wave, field_from, field_to, mode, population, sample, respondents, effective, weighting, design_effect
FROM survey_wave
ORDER BY instrument, survey, field_to DESC;
