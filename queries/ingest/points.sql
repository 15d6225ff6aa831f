-- One row per report of a delivery that has a point but no area. Parameters: $receipt.
SELECT receipt, line, lon, lat
FROM incident
WHERE receipt = $receipt AND area = 'ej_placerad' AND lon IS NOT NULL AND lat IS NOT NULL AND NOT isnan(lon) AND NOT isnan(lat);
