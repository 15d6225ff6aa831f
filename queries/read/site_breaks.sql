-- One row per break of any indicator in the file. No parameters.
SELECT indicator, break_date, reason
FROM series_break
ORDER BY indicator, break_date;
