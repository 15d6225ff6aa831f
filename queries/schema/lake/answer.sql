-- One row per respondent and question of a survey wave, as delivered, of every municipality in the lake.
CREATE TABLE answer (
    delivery VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    place INTEGER NOT NULL,          -- of the row in its delivery, from 0
    survey VARCHAR,
    wave VARCHAR,
    respondent BIGINT,               -- running number within the delivery; names nobody
    area VARCHAR,
    area_version VARCHAR,
    stratum VARCHAR,
    weight DOUBLE,                   -- null where the file has no weights
    sex VARCHAR,                     -- K, M or ""
    age VARCHAR,                     -- 16-29, ... or ""
    question VARCHAR,
    answer DOUBLE,                   -- the scale's value; null where there is no answer
    state VARCHAR,                   -- value, missing, not_asked
    line BIGINT,
    "column" VARCHAR
);
