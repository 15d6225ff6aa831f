-- One row per signal in the watched months of a series: its rule, side, first and last month, and how firm it is. Internal only.
CREATE TABLE signal (
    indicator VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,           -- outside, trend, two_of_three, shift
    side VARCHAR NOT NULL,           -- above, below
    since DATE NOT NULL,             -- first month of the pattern
    period_start DATE NOT NULL,      -- last month of the pattern
    months INTEGER NOT NULL,         -- from the first to the last
    value DOUBLE NOT NULL,           -- of the last month of the pattern
    mean DOUBLE NOT NULL,            -- of that month
    limit_lower DOUBLE NOT NULL,
    limit_upper DOUBLE NOT NULL,
    chance DOUBLE NOT NULL,          -- how likely chance gives so strong a pattern in the watched months
    stands_out BOOLEAN NOT NULL      -- holds when every watched series counts (Benjamini-Hochberg, 5 %)
);
