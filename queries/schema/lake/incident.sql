-- One row per reported event as delivered, of every municipality in the lake.
CREATE TABLE incident (
    delivery VARCHAR NOT NULL,       -- which delivery: the name of its facts, as its receipt tells it
    municipality VARCHAR NOT NULL,
    place INTEGER NOT NULL,          -- of the row in its delivery, from 0
    area VARCHAR,                    -- ej_placerad where the source gives no area
    area_version VARCHAR,
    crime_code VARCHAR,
    reported_on DATE,
    occurred_on DATE,
    hour BIGINT,
    events BIGINT,
    lon DOUBLE,                      -- degrees (WGS 84) where the source gives a point
    lat DOUBLE,
    line BIGINT                      -- row in the delivered file
);
