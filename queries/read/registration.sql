-- One row per month of the latest year: how much of it is registered, oldest first. Parameters: $indicator.
SELECT period_start, age, share, share_lower, share_upper
FROM registration
WHERE indicator = $indicator
ORDER BY period_start;
