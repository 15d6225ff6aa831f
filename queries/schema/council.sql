-- One row per local council: a named set of areas and parties.
CREATE TABLE council (
    municipality VARCHAR NOT NULL,
    council VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    areas VARCHAR NOT NULL,          -- area codes, ";" between
    parties VARCHAR NOT NULL,        -- names, ";" between
    cadence VARCHAR NOT NULL         -- how often it meets
);
