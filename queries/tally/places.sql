-- One row per area known from population or incidents, with its level; empty where none of them tells it. No parameters.
WITH known AS (
    SELECT area, area_level, area_version FROM population WHERE area_level <> 'municipality'
    UNION ALL
    SELECT area, '' AS area_level, area_version FROM incident WHERE area <> 'ej_placerad'
    UNION ALL
    SELECT area, '' AS area_level, area_version FROM answer WHERE area <> 'ej_placerad'
)
SELECT area, max(area_level) AS area_level, area_version
FROM known
GROUP BY area, area_version
ORDER BY area, area_version;
