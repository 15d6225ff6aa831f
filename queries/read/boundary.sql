-- One row per ring of the borders of one area version. Parameters: $area_version.
SELECT area, ring, hole, east, north, label_east, label_north
FROM boundary
WHERE area_version = $area_version
ORDER BY area, ring;
