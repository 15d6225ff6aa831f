-- One row per area with its borders, of every municipality in the lake.
CREATE TABLE area (
    delivery VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    place INTEGER NOT NULL,          -- of the row in its delivery, from 0
    area VARCHAR,
    name VARCHAR,
    area_level VARCHAR,
    area_version VARCHAR,
    geometry_wkb BLOB,               -- null where an area is known by name only
    line BIGINT
);
