-- Stores in every report whose point lies in an area the code of that area. No parameters.
UPDATE incident
SET area = p.area, area_version = p.area_version
FROM placed AS p
WHERE p.receipt = incident.receipt AND p.line = incident.line;
