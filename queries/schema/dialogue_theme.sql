-- One row per theme that was raised in a dialogue.
CREATE TABLE dialogue_theme (
    municipality VARCHAR NOT NULL,
    dialogue_theme VARCHAR NOT NULL,
    dialogue VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    mentions INTEGER                 -- how many raised it; null: not counted
);
