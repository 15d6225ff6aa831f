-- One row per ring of an area's border; the gate keeps the division that is published. No parameters.
SELECT municipality, area, area_version, ring, hole, east, north, label_east, label_north FROM boundary;
