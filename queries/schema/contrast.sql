-- One row per survey indicator, wave and area or group of people: its figure less that of all others in the municipality.
CREATE TABLE contrast (
    indicator VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    subgroup VARCHAR NOT NULL,       -- all: this area against the other areas; sex=K: this group against the other groups
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    rest_value DOUBLE,               -- the figure of all others together
    rest_lower DOUBLE,
    rest_upper DOUBLE,
    difference DOUBLE,               -- this less rest, on the value's scale
    difference_lower DOUBLE,
    difference_upper DOUBLE,
    p_value DOUBLE,                  -- of this comparison alone; pages adjust it over their family
    smaller_base DOUBLE              -- effective answers on the side that has fewer
);
