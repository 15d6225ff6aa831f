-- One row per survey question and the reported crime that it is about, as the catalogue declares.
CREATE TABLE counterpart (
    indicator VARCHAR NOT NULL,      -- the question's
    reported VARCHAR NOT NULL        -- of reported crime, a rate
);
