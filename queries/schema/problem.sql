-- One row per problem that somebody has written down.
CREATE TABLE problem (
    municipality VARCHAR NOT NULL,
    problem VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    area VARCHAR NOT NULL,           -- "": the whole municipality
    place VARCHAR NOT NULL,
    problem_kind VARCHAR NOT NULL,   -- crime, disorder, insecurity, risk
    focus VARCHAR NOT NULL,          -- the focus area's name in addresses
    goal VARCHAR NOT NULL,           -- the goal's name in addresses
    description VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,       -- the address of the view that shows it
    evidence_build VARCHAR NOT NULL, -- the build that the view showed
    opened_on DATE,
    state VARCHAR NOT NULL,          -- open, closed
    closed_on DATE,
    public BOOLEAN NOT NULL
);
