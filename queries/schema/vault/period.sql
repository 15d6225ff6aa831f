-- One row per indicator and period that the deliveries cover at least in part; earlier.period: those told otherwise one delivery ago.
CREATE TABLE period (
    indicator VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,        -- cut at the data date
    complete BOOLEAN NOT NULL,
    preliminary BOOLEAN NOT NULL,
    arrival INTEGER NOT NULL         -- of the last received of the deliveries that its figures come from
);
CREATE SCHEMA IF NOT EXISTS earlier;
CREATE TABLE earlier.period AS FROM main.period WITH NO DATA;
