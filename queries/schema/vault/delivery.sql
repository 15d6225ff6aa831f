-- One row per accepted delivery; where two cover the same thing, the one with the lower rank counts.
CREATE TABLE delivery (
    receipt VARCHAR NOT NULL,
    rank INTEGER NOT NULL,           -- 1 = most believed: reaches furthest, then came last
    arrival INTEGER NOT NULL,        -- 1 = received first
    source VARCHAR NOT NULL,
    format VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,           -- incident, event, aggregate, population, area, answer
    data_from DATE,
    data_date DATE,
    preliminary_from DATE,
    received_on DATE NOT NULL,
    extracted_on DATE,               -- when the sender took the figures out, where somebody has said it
    general BOOLEAN NOT NULL         -- an extract of all reported crime, not of listed codes only
);
