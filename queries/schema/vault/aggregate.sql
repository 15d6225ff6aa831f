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
    measure VARCHAR NOT NULL,        -- count or rate
    unit VARCHAR NOT NULL,
    value DOUBLE,
    state VARCHAR NOT NULL,
    preliminary BOOLEAN NOT NULL
);
