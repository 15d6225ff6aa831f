-- One row per month of the year, weekday or hour with events over whole years. Parameters: $indicator, $area, $area_version.
SELECT dimension, bucket, events, days, period_start, period_end
FROM time_profile
WHERE indicator = $indicator AND area = $area AND area_version = $area_version
ORDER BY dimension, bucket;
