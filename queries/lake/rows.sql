-- One row per row of a delivery, in the order of its file. Parameters: $table, $municipality, $delivery.
SELECT * EXCLUDE (delivery, place)
FROM query_table($table)
WHERE municipality = $municipality AND delivery = $delivery
ORDER BY place;
