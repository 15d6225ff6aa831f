-- One row per municipality in the file.
CREATE TABLE municipality (
    municipality VARCHAR NOT NULL,   -- official code, text (0319 is not 319)
    name VARCHAR NOT NULL,
    genitive VARCHAR NOT NULL,       -- "Luleås"
    police_area VARCHAR NOT NULL,
    example BOOLEAN NOT NULL         -- invented: everything is labelled "Exempeldata"
);
