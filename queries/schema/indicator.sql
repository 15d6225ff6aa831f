-- One row per indicator that has at least one estimate in the file.
CREATE TABLE indicator (
    indicator VARCHAR NOT NULL,      -- file stem of the catalogue entry; "_count" at the end: the number behind the rate
    title VARCHAR NOT NULL,
    short_title VARCHAR NOT NULL,
    sentence_name VARCHAR NOT NULL,  -- how it reads inside a sentence: "skadegörelsen"
    plural BOOLEAN NOT NULL,         -- whether that noun is plural
    definition VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,        -- the same word on indicators of two instruments that ask for the same thing
    family VARCHAR NOT NULL,         -- crime, published, population, survey, kolada, figures, event
    measure VARCHAR NOT NULL,        -- share, mean, rate, count
    unit VARCHAR NOT NULL,           -- count, per_1000, per_100000, share, persons
    unit_words VARCHAR NOT NULL DEFAULT '', -- "per 1 000 invånare, medel av tre år" where the unit's own words do not say it all, else ""
    better VARCHAR NOT NULL,         -- lower, higher, neither
    policing_dependent BOOLEAN NOT NULL, -- ingripandebrott: more reports mean more police work
    sensitive BOOLEAN NOT NULL,
    caveat VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL
);
