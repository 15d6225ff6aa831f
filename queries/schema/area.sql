-- One row per area and area version; the municipality itself and "ej_placerad" are areas too.
CREATE TABLE area (
    municipality VARCHAR NOT NULL,
    area VARCHAR NOT NULL,           -- official code, the municipality's code, or ej_placerad
    name VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,     -- municipality, deso, regso, district, council, focus, neighbourhood, unplaced
    area_version VARCHAR NOT NULL    -- "2018", "2025", the owner's own word, or "" where there is none
);
