-- One row per area that published figures name, the municipality itself not included. No parameters.
SELECT DISTINCT area, area_name AS name, area_level, area_version
FROM aggregate
WHERE area_level <> 'municipality'
ORDER BY area, area_version;
