-- One row per plan under the agreement, whatever the municipality calls it.
CREATE TABLE plan (
    municipality VARCHAR NOT NULL,
    plan VARCHAR NOT NULL,
    label VARCHAR NOT NULL,          -- verksamhetsplan, aktivitetsplan, genomförandeplan, åtgärdsplan or the municipality's own word
    title VARCHAR NOT NULL,
    valid_from DATE,
    valid_to DATE,
    cadence VARCHAR NOT NULL,        -- how often it is revised: week, month, quarter, tertial, half_year, year
    decided_by VARCHAR NOT NULL,
    decided_on DATE,
    document VARCHAR NOT NULL
);
