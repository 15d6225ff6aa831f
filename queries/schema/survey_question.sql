-- One row per survey, wave and question that was asked, in its own words.
CREATE TABLE survey_question (
    survey VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,        -- the same word on two instruments' indicators: they ask for the same thing
    question VARCHAR NOT NULL,       -- variable in the file
    wording VARCHAR NOT NULL,
    scale VARCHAR NOT NULL,          -- all answers, in order
    counted VARCHAR NOT NULL         -- the answers that the figure counts
);
