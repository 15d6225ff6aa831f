-- One row per delivery whose rows are in the lake, whole: written in the same transaction as they.
CREATE TABLE delivery (
    delivery VARCHAR NOT NULL,       -- the name of its facts, as its receipt tells it
    municipality VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,           -- the table that its rows are in
    rows BIGINT NOT NULL,
    amount VARCHAR NOT NULL          -- sum of the hashes of its rows
);
