-- One row per meeting of a council.
CREATE TABLE meeting (
    municipality VARCHAR NOT NULL,
    meeting VARCHAR NOT NULL,
    council VARCHAR NOT NULL,
    held_on DATE,
    present VARCHAR NOT NULL,        -- names of the parties that came, ";" between
    minutes VARCHAR NOT NULL
);
