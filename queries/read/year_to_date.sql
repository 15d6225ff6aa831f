-- One row per year: events from 1 January to the same day, oldest first. Parameters: $indicator, $area, $area_version.
SELECT period_start, period_end, days, registered_days, registered_error, events
FROM year_to_date
WHERE indicator = $indicator AND area = $area AND area_version = $area_version
ORDER BY period_start;
