-- One row per area that the municipality's figures are placed in, the municipality itself and ej_placerad not included.
CREATE TABLE place (
    area VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL
);
