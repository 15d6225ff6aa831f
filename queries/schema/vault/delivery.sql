-- One row per accepted delivery; a later one replaces what an earlier one covers.
CREATE TABLE delivery (
    receipt VARCHAR NOT NULL,
    rank INTEGER NOT NULL,           -- 1 = newest
    source VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,           -- incident, aggregate, population, area
    data_from DATE,
    data_date DATE,
    preliminary_from DATE,
    received_on DATE NOT NULL,
    general BOOLEAN NOT NULL         -- an extract of all reported crime, not of listed codes only
);
