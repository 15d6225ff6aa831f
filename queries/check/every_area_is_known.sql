-- fail place: Händelser ligger i ett område som inte finns bland kommunens områden.
SELECT i.area, i.area_version, count(*) AS reports
FROM incident AS i
ANTI JOIN place AS p USING (area, area_version)
WHERE i.area <> 'ej_placerad'
GROUP BY ALL;
