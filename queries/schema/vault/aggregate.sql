-- One row per figure that a source publishes ready made.
CREATE TABLE aggregate (
    receipt VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_name VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    path VARCHAR NOT NULL,           -- the label with all its ancestors: the same label recurs under different parents
    label VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    period_kind VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,      -- identity of the indicator; "" where the path is the identity (Brå)
    subgroup VARCHAR NOT NULL,       -- "all" or "sex=K;age=16-29"
    measure VARCHAR NOT NULL,        -- count, rate, share or mean
    unit VARCHAR NOT NULL,
    value DOUBLE,
    lower DOUBLE,                    -- 95 % interval where the source gives one
    upper DOUBLE,
    numerator DOUBLE,
    base DOUBLE,
    state VARCHAR NOT NULL,
    preliminary BOOLEAN NOT NULL,
    edition INTEGER NOT NULL DEFAULT 0, -- how many newer deliveries lie over it: 0 counts today, -1 was outdated when it came
    replaced_by VARCHAR,             -- receipt of the delivery that lies directly over it
    replaces VARCHAR                 -- receipt of the delivery that lies directly under it
);
