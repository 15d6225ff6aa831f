-- One row per ring of an area's border, simplified with shared borders kept, in metres of the municipality's metric CRS.
CREATE TABLE boundary (
    municipality VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    ring INTEGER NOT NULL,           -- 0, 1, ... within the area
    hole BOOLEAN NOT NULL,
    east INTEGER[] NOT NULL,         -- metres from the municipality's south-west corner
    north INTEGER[] NOT NULL,
    label_east INTEGER NOT NULL,     -- a point inside the area for its name, the same on all rings of the area
    label_north INTEGER NOT NULL
);
