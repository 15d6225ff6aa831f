-- One row per figure that a source publishes ready made, of every municipality in the lake.
CREATE TABLE aggregate (
    delivery VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    place INTEGER NOT NULL,          -- of the row in its delivery, from 0
    area VARCHAR,
    area_name VARCHAR,
    area_level VARCHAR,
    area_version VARCHAR,
    path VARCHAR,                    -- the label with all its ancestors
    label VARCHAR,
    period_start DATE,
    period_end DATE,
    period_kind VARCHAR,
    measure VARCHAR,                 -- count, rate, share or mean
    unit VARCHAR,
    indicator VARCHAR,               -- "" where the path is the identity
    subgroup VARCHAR,                -- "all" or "sex=K;age=16-29"
    value DOUBLE,
    lower DOUBLE,                    -- 95 % interval where the source gives one
    upper DOUBLE,
    numerator DOUBLE,
    base DOUBLE,
    state VARCHAR,
    preliminary BOOLEAN,
    line BIGINT,
    "column" VARCHAR                 -- where the figure stood in the delivered file
);
