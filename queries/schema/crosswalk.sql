-- One row per pair of areas of two following versions of a division whose surfaces overlap. Internal only.
CREATE TABLE crosswalk (
    area_before VARCHAR NOT NULL,    -- "" for what lay outside the older borders
    version_before VARCHAR NOT NULL,
    area_after VARCHAR NOT NULL,     -- "" for what lies outside the newer borders
    version_after VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,          -- people, or square metres, in the surface that they share
    share_before DOUBLE NOT NULL,    -- of the older area's weight
    share_after DOUBLE NOT NULL,     -- of the newer area's weight
    weighted_by VARCHAR NOT NULL     -- population: people of the smaller area, spread evenly over it; area: surface alone
);
