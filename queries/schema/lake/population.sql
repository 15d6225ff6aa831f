-- One row per area, day and group of people, of every municipality in the lake.
CREATE TABLE population (
    delivery VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    place INTEGER NOT NULL,          -- of the row in its delivery, from 0
    area VARCHAR,
    area_level VARCHAR,
    area_version VARCHAR,
    reference_date DATE,
    sex VARCHAR,                     -- all, K, M
    age VARCHAR,                     -- all, 16-29, ...
    persons DOUBLE,
    state VARCHAR,
    line BIGINT
);
