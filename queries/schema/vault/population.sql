-- One row per area, day and group of people.
CREATE TABLE population (
    receipt VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    reference_date DATE NOT NULL,
    sex VARCHAR NOT NULL,            -- all, K, M
    age VARCHAR NOT NULL,            -- all, 16-29, ...
    persons DOUBLE,
    state VARCHAR NOT NULL,
    edition INTEGER NOT NULL DEFAULT 0, -- how many newer deliveries lie over it: 0 counts today, -1 was outdated when it came
    replaced_by VARCHAR,             -- receipt of the delivery that lies directly over it
    replaces VARCHAR                 -- receipt of the delivery that lies directly under it
);
