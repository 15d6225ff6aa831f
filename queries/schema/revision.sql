-- One row per figure that the newest delivery changed, by cell: what it was one delivery ago, what it is, and why. Internal only.
CREATE TABLE revision (
    indicator VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    subgroup VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    unit VARCHAR NOT NULL,
    old_value DOUBLE,                -- null where there was no figure
    new_value DOUBLE,                -- null where there is none any more
    old_numerator DOUBLE,            -- events or persons behind the value, where it has any
    new_numerator DOUBLE,
    old_state VARCHAR NOT NULL,
    new_state VARCHAR NOT NULL,
    old_preliminary BOOLEAN NOT NULL,
    new_preliminary BOOLEAN NOT NULL,
    old_vintage VARCHAR NOT NULL,    -- the day the delivery was received that gave the old value
    new_vintage VARCHAR NOT NULL,
    old_receipt VARCHAR NOT NULL,
    new_receipt VARCHAR NOT NULL,
    reason VARCHAR NOT NULL          -- final_replaces_preliminary, corrected, late_registration, withdrawn, added
);
