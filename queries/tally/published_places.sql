-- One row per area that published figures name, the municipality itself not included. Parameters: $municipality.
SELECT area, first(area_name ORDER BY area_name = area, area_name) AS name, area_level, area_version
FROM aggregate
WHERE area <> $municipality
GROUP BY area, area_level, area_version
ORDER BY area, area_version;
