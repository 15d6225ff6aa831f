-- One row per dialogue with residents or staff, or survey of a place.
CREATE TABLE dialogue (
    municipality VARCHAR NOT NULL,
    dialogue VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    dialogue_kind VARCHAR NOT NULL,  -- residents, staff, survey
    held_on DATE,
    area VARCHAR NOT NULL,           -- "": the whole municipality
    place VARCHAR NOT NULL,
    participants INTEGER,            -- null: not counted
    note VARCHAR NOT NULL
);
