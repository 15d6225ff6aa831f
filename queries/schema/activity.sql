-- One row per activity; in the public file only those marked public.
CREATE TABLE activity (
    municipality VARCHAR NOT NULL,
    activity VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    goal VARCHAR NOT NULL,           -- the goal's name in addresses, or ""
    strategy VARCHAR NOT NULL,
    prevention VARCHAR NOT NULL,     -- situational, social or ""
    library VARCHAR NOT NULL,        -- the known method it follows
    focus VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,          -- the party's name
    owner_kind VARCHAR NOT NULL,     -- school, police, leisure ...
    area VARCHAR NOT NULL,           -- "": the whole municipality
    place VARCHAR NOT NULL,
    starts_on DATE,
    ends_on DATE,
    status VARCHAR NOT NULL,         -- planned, ongoing, done, cancelled; late follows from ends_on and the day
    cost DOUBLE,                     -- kronor
    problem VARCHAR NOT NULL,
    plan VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    public BOOLEAN NOT NULL
);
