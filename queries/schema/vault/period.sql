-- One row per indicator and period that the deliveries cover at least in part.
CREATE TABLE period (
    indicator VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,        -- cut at the data date
    complete BOOLEAN NOT NULL,
    preliminary BOOLEAN NOT NULL
);
