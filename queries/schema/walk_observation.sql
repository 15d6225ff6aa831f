-- One row per thing that was seen on a trygghetsvandring.
CREATE TABLE walk_observation (
    municipality VARCHAR NOT NULL,
    walk_observation VARCHAR NOT NULL,
    walk VARCHAR NOT NULL,
    observation VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,          -- the party's name
    owner_kind VARCHAR NOT NULL,
    due_on DATE,
    closed_on DATE                   -- null: not put right yet
);
