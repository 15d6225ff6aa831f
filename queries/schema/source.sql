-- One row per accepted delivery that the build was made from, with its receipt's equation.
CREATE TABLE source (
    receipt VARCHAR NOT NULL,
    source VARCHAR NOT NULL,         -- who publishes: "Polisen", "Brå", "SCB"
    title VARCHAR NOT NULL,          -- what it is: "Anmälda brott per område"
    format VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,           -- incident, aggregate, population, area
    file VARCHAR NOT NULL,
    cadence VARCHAR NOT NULL,
    data_from DATE,
    data_date DATE,
    received_on DATE NOT NULL,
    rows_read BIGINT NOT NULL,       -- = stored + rejected + outside
    rows_stored BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    rows_outside BIGINT NOT NULL,
    rows_unplaced BIGINT NOT NULL,   -- stored, but without an area
    preliminary_from DATE            -- first day of what the source calls preliminary
);
