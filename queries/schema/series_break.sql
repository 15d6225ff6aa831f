-- One row per indicator and date across which nothing is compared.
CREATE TABLE series_break (
    indicator VARCHAR NOT NULL,
    break_date DATE NOT NULL,        -- first day of the new series
    reason VARCHAR NOT NULL
);
