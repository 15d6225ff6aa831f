-- One row per indicator, area and month of the year, day of the week or hour of the day: events in whole years. Internal only.
CREATE TABLE time_profile (
    indicator VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    dimension VARCHAR NOT NULL,      -- month, weekday, hour
    bucket INTEGER NOT NULL,         -- 1-12; 1 (Monday)-7; 0-23
    events DOUBLE NOT NULL,
    days INTEGER NOT NULL,           -- days of the period that the bucket holds
    period_start DATE NOT NULL,
    period_end DATE NOT NULL
);
