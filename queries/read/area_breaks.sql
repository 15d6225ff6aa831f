-- One row per day from which an area's figures are placed in newly drawn borders. Parameters: $area, $area_version.
SELECT break_date, version_before, version_after, moved, reason
FROM area_break
WHERE area = $area AND area_version = $area_version
ORDER BY break_date;
