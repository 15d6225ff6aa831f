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
    planned INTEGER,                 -- with done: 51 of 70, by which one that has ended is judged
    done INTEGER,
    counted VARCHAR NOT NULL,        -- what is counted: planerade kvällar
    counted_to DATE,                 -- the last day of the count
    result VARCHAR NOT NULL,
    public BOOLEAN NOT NULL
);
