-- One row per month of the watched series of one area ("" = all) and one indicator ("" = all), with limits. Parameters: $indicator, $area.
SELECT indicator, area, area_version, period_start, period_end, value, mean, limit_lower, limit_upper, rule, side
FROM control_month
WHERE ($area = '' OR area = $area) AND ($indicator = '' OR indicator = $indicator)
ORDER BY indicator, area, area_version, period_start;
