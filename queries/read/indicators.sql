-- One row per indicator of the file with its words. No parameters.
FROM indicator ORDER BY sort_order, short_title, indicator;
