-- One row per inriktningsbeslut of a period, with its evaluation.
CREATE TABLE direction (
    municipality VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    council VARCHAR NOT NULL,
    period_from DATE,
    period_to DATE,
    title VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    focus_text VARCHAR NOT NULL,
    state VARCHAR NOT NULL,          -- draft, decided
    decided_on DATE,
    evaluation VARCHAR NOT NULL,
    evaluated_on DATE,
    skipped_because VARCHAR NOT NULL -- why there is no evaluation
);
