-- One row per area and day from which its figures are placed in newly drawn borders. Internal only.
CREATE TABLE area_break (
    area VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    break_date DATE NOT NULL,        -- first day of the new borders
    version_before VARCHAR NOT NULL, -- of the borders that the figures were placed in until then
    version_after VARCHAR NOT NULL,
    moved DOUBLE,                    -- share of the area's people who live on the other side of its border than before; null where unknown
    reason VARCHAR NOT NULL
);
