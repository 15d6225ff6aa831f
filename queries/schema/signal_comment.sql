-- One row per comment on a signal: what people think that it is, and what the signal was when they wrote. Internal only.
CREATE TABLE signal_comment (
    municipality VARCHAR NOT NULL,
    signal_comment VARCHAR NOT NULL,
    judgement VARCHAR NOT NULL,      -- known_event, real_change, police_work, registration, chance, open, acted
    comment VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,          -- whose judgement it is, by name
    owner_kind VARCHAR NOT NULL,
    commented_on DATE NOT NULL,
    indicator VARCHAR NOT NULL,      -- the series' number: "vandalism_count"
    area VARCHAR NOT NULL,           -- "": the whole municipality
    area_version VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,           -- outside, trend, two_of_three, shift
    side VARCHAR NOT NULL,           -- above, below
    period_from DATE NOT NULL,       -- first day of the pattern's first month
    period_to DATE NOT NULL,         -- last day of its last month, as it was then
    value DOUBLE,                    -- of that last month, as it was then
    limit_lower DOUBLE,
    limit_upper DOUBLE,
    build VARCHAR NOT NULL           -- the build that showed it
);
