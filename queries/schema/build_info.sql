-- One row: what this file is and what it was made from.
CREATE TABLE build_info (
    build VARCHAR NOT NULL,          -- hash of accepted files, catalogue and code version
    municipality VARCHAR NOT NULL,   -- official code, text
    zone VARCHAR NOT NULL,           -- internal or public
    made_for DATE NOT NULL,          -- the day the build was made for
    code_version VARCHAR NOT NULL
);
