-- One row per reported event as delivered. Exact duplicates are real and are kept.
CREATE TABLE incident (
    receipt VARCHAR NOT NULL,
    area VARCHAR NOT NULL,           -- ej_placerad where the source gives no area
    area_version VARCHAR NOT NULL,
    crime_code VARCHAR NOT NULL,
    reported_on DATE NOT NULL,
    occurred_on DATE,
    hour INTEGER,
    events INTEGER NOT NULL,
    lon DOUBLE,                      -- degrees (WGS 84) where the source gives a point; the area is then found from it
    lat DOUBLE,
    line INTEGER NOT NULL,           -- row in the delivered file
    edition INTEGER NOT NULL DEFAULT 0, -- how many newer deliveries lie over it: 0 counts today, -1 was outdated when it came
    replaced_by VARCHAR,             -- receipt of the delivery that lies directly over it
    replaces VARCHAR                 -- receipt of the delivery that lies directly under it
);
