-- One row per agreement with a known period, oldest first, to shade charts with. No parameters.
SELECT agreement, title, label, period_start, period_end, is_current, renewal = 'extended_until_replaced' AS extended
FROM agreement
WHERE period_start IS NOT NULL
ORDER BY period_start;
