-- One row per text that people have written in Swedish and somebody has told in other words in the agreement's file.
CREATE TABLE translation (
    municipality VARCHAR NOT NULL,
    swedish VARCHAR NOT NULL,        -- the text exactly as it is written: a goal, a promise, what is counted, a party
    english VARCHAR NOT NULL,        -- "": not told
    easy VARCHAR NOT NULL            -- in easy Swedish; "": not told
);
