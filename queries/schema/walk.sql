-- One row per trygghetsvandring.
CREATE TABLE walk (
    municipality VARCHAR NOT NULL,
    walk VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    held_on DATE,
    area VARCHAR NOT NULL,           -- "": the whole municipality
    place VARCHAR NOT NULL,
    participants INTEGER             -- null: not counted
);
