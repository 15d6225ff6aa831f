-- One row per report that was given to those who asked for the work.
CREATE TABLE report (
    municipality VARCHAR NOT NULL,
    report VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    reported_on DATE,
    cadence VARCHAR NOT NULL,        -- how often this recipient expects one, or ""
    document VARCHAR NOT NULL,
    frozen VARCHAR NOT NULL          -- the frozen lägesbild that was handed over, or ""
);
