-- One row per medborgarlöfte; in the public file only those marked public.
CREATE TABLE promise (
    municipality VARCHAR NOT NULL,
    promise VARCHAR NOT NULL,
    promise_text VARCHAR NOT NULL,
    area VARCHAR NOT NULL,           -- "": the whole municipality
    place VARCHAR NOT NULL,
    period_from DATE,
    period_to DATE,
    owner VARCHAR NOT NULL,          -- the party's name
    owner_kind VARCHAR NOT NULL,
    goal VARCHAR NOT NULL,
    status VARCHAR NOT NULL,         -- kept, partly_kept, not_kept, ongoing
    result VARCHAR NOT NULL,
    public BOOLEAN NOT NULL
);
