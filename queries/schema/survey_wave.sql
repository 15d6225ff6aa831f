-- One row per survey and wave: how it was made and what came of it.
CREATE TABLE survey_wave (
    survey VARCHAR NOT NULL,         -- file stem of the catalogue entry
    title VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    instrument VARCHAR NOT NULL,     -- own (the municipality's) or police
    wave VARCHAR NOT NULL,           -- "2026"
    field_from DATE NOT NULL,
    field_to DATE NOT NULL,
    mode VARCHAR NOT NULL,
    population VARCHAR NOT NULL,     -- who was asked, in words
    sample BIGINT,                   -- invited; null where it is not told
    respondents BIGINT,              -- null for waves delivered as tables
    effective DOUBLE,                -- Kish's effective number of respondents
    people DOUBLE,                   -- the sum of all respondents' weights; null for waves delivered as tables
    weighting VARCHAR NOT NULL,      -- delivered, raked, by_area, none, table
    design_effect DOUBLE             -- declared, for waves delivered as tables
);
