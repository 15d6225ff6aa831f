-- One row per break of one indicator. Parameters: $indicator.
SELECT break_date, reason FROM series_break WHERE indicator = $indicator ORDER BY break_date;
