-- One row per indicator, division of the municipality and span of days in which reports are placed in that division alone.
-- Within the span an area without reports has none; outside it nothing is known of the area. earlier.division: one delivery ago.
CREATE TABLE division (
    indicator VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL
);
CREATE SCHEMA IF NOT EXISTS earlier;
CREATE TABLE earlier.division AS FROM main.division WITH NO DATA;
