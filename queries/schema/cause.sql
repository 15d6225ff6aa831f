-- One row per hypothesis on why a problem is there.
CREATE TABLE cause (
    municipality VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    problem VARCHAR NOT NULL,
    hypothesis VARCHAR NOT NULL,
    confidence VARCHAR NOT NULL,     -- low, medium, high
    basis VARCHAR NOT NULL
);
