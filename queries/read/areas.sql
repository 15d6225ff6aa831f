-- One row per area of the municipality, names in Swedish order. No parameters.
SELECT area, name, area_level, area_version
FROM area
ORDER BY area_level, name COLLATE sv, area_version;
