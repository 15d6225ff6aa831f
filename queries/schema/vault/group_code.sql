-- One row per indicator and crime code with the days between which the code belongs to it.
CREATE TABLE group_code (
    indicator VARCHAR NOT NULL,
    crime_code VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL
);
