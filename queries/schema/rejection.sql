-- One row per row of a delivery that was not stored, with the reason. Internal only: the public file's table is empty.
CREATE TABLE rejection (
    receipt VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    line BIGINT NOT NULL,            -- row in the delivered file, 1 = first
    "column" VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);
