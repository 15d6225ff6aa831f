-- One row per area and day from which its figures are placed in newly drawn borders. Internal only.
CREATE TABLE area_break (
    area VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    break_date DATE NOT NULL,        -- first day of the new borders
    version_before VARCHAR NOT NULL, -- of the borders that the figures were placed in until then
    version_after VARCHAR NOT NULL,
    moved DOUBLE,                    -- of those inside the old or the new borders, the share inside only one of them; null where unknown
    weighted_by VARCHAR,             -- what the share is of: population or area; null where unknown
    reason VARCHAR NOT NULL
);
