-- One row per text that people have written and somebody has told in English or easy Swedish. No parameters.
SELECT swedish, english, easy FROM translation ORDER BY swedish;
