-- One row per area known from population or incidents, with its level. No parameters.
SELECT DISTINCT area, area_level, area_version FROM population WHERE area_level <> 'municipality'
UNION
SELECT DISTINCT area, '' AS area_level, area_version FROM incident WHERE area <> 'ej_placerad'
UNION
SELECT DISTINCT area, '' AS area_level, area_version FROM answer WHERE area <> 'ej_placerad'
ORDER BY area, area_version;
