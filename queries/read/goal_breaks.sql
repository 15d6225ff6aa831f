-- One row per break of an indicator that measures a goal of an agreement. Parameters: $agreement.
SELECT DISTINCT b.indicator, b.break_date, b.reason
FROM series_break AS b
JOIN goal_measure AS m USING (indicator)
WHERE m.agreement = $agreement
ORDER BY b.indicator, b.break_date;
