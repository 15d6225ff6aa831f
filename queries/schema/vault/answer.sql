-- One row per respondent and question of a survey wave, as delivered.
CREATE TABLE answer (
    receipt VARCHAR NOT NULL,
    survey VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    respondent BIGINT NOT NULL,      -- running number within the delivery; names nobody
    area VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    stratum VARCHAR NOT NULL,
    weight DOUBLE,                   -- null where the file has no weights
    sex VARCHAR NOT NULL,            -- K, M or ""
    age VARCHAR NOT NULL,            -- 16-29, ... or ""
    question VARCHAR NOT NULL,
    answer DOUBLE,                   -- the scale's value; null where there is no answer
    state VARCHAR NOT NULL,          -- value, missing, not_asked
    edition INTEGER NOT NULL DEFAULT 0, -- how many newer deliveries lie over it: 0 counts today, -1 was outdated when it came
    replaced_by VARCHAR,             -- receipt of the delivery that lies directly over it
    replaces VARCHAR                 -- receipt of the delivery that lies directly under it
);
