-- One row per area, day and group of people.
CREATE TABLE population (
    receipt VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    reference_date DATE NOT NULL,
    sex VARCHAR NOT NULL,            -- all, K, M
    age VARCHAR NOT NULL,            -- all, 16-29, ...
    persons DOUBLE,
    state VARCHAR NOT NULL
);
