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
    line INTEGER NOT NULL            -- row in the delivered file
);
