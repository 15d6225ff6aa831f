-- One row per key figure that a delivery explains.
CREATE TABLE definition (
    delivery VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    place INTEGER NOT NULL,          -- of the row in its delivery, from 0
    indicator VARCHAR,
    title VARCHAR,
    definition VARCHAR,
    unit VARCHAR,
    measure VARCHAR,
    line BIGINT
);
