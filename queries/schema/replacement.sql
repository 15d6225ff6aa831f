-- One row per pair of deliveries of which the newer lies directly over the older: the slice, and its rows before and after. Internal only.
CREATE TABLE replacement (
    receipt VARCHAR NOT NULL,        -- the delivery that counts in the slice
    replaced VARCHAR NOT NULL,       -- the delivery that does not count there
    first_day DATE NOT NULL,         -- of the slice
    last_day DATE NOT NULL,
    rows_before BIGINT NOT NULL,     -- rows of the replaced delivery in the slice
    rows_after BIGINT NOT NULL,      -- rows that took their place
    outdated BOOLEAN NOT NULL        -- the replaced one was handed in when newer figures were there already: it never counted
);
