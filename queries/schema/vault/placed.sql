-- One row per report that had a point and was placed by it.
CREATE TABLE placed (
    receipt VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    area VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL
);
