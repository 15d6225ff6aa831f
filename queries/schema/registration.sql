-- One row per indicator and month of the latest year: how much of it is registered, by earlier extracts. Internal only.
CREATE TABLE registration (
    indicator VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    age INTEGER NOT NULL,            -- whole months from the end of the month to the last day of the extract that tells it
    share DOUBLE NOT NULL,           -- of what is registered in the end
    share_lower DOUBLE NOT NULL,     -- 95 %
    share_upper DOUBLE NOT NULL
);
