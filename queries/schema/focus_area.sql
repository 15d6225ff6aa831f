-- One row per focus area of an agreement.
CREATE TABLE focus_area (
    municipality VARCHAR NOT NULL,
    agreement VARCHAR NOT NULL,
    focus VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    indicators VARCHAR NOT NULL,     -- ";" between
    sort_order INTEGER NOT NULL
);
