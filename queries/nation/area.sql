-- One row: the municipality itself as an area. No parameters.
SELECT municipality, area, name, area_level, area_version
FROM area
WHERE area_level = 'municipality';
