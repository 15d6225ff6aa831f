-- One row per indicator, area and year: events from 1 January to the same day as the latest final one of this year. Internal only.
CREATE TABLE year_to_date (
    indicator VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    days INTEGER NOT NULL,
    registered_days DOUBLE,          -- the same days, each as much as is registered of it; null where that cannot be judged
    registered_error DOUBLE,         -- standard error of its logarithm
    events DOUBLE NOT NULL
);
