-- One row per monthly series under watch: what its limits are in its latest final month. Internal only.
CREATE TABLE control (
    indicator VARCHAR NOT NULL,      -- the number behind the rate: "vandalism_count"
    area VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    data_date DATE NOT NULL,
    vintage VARCHAR NOT NULL,
    watched_from DATE NOT NULL,      -- first of the watched months
    period_start DATE NOT NULL,      -- the latest final month
    baseline INTEGER NOT NULL,       -- months that the limits were made from
    model VARCHAR NOT NULL,          -- xmr, poisson, negative_binomial
    value DOUBLE NOT NULL,           -- of the latest final month
    mean DOUBLE NOT NULL,            -- what is expected of that month, its season included
    limit_lower DOUBLE NOT NULL,
    limit_upper DOUBLE NOT NULL,
    listed DOUBLE NOT NULL,          -- simulated probability that a series without change stands on the signal list
    per_month DOUBLE NOT NULL        -- simulated probability that it gives a new signal in a month
);
