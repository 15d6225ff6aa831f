-- One row per named set of areas (a local council's, a district's) and member: an authored fact, whether or not figures exist.
CREATE TABLE area_set (
    municipality VARCHAR NOT NULL,
    area VARCHAR NOT NULL,           -- the set's own code, an area of the tables area and estimate where its members have figures
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,           -- district, council, focus; also the set's area_level and area_version
    area_version VARCHAR NOT NULL,
    member VARCHAR NOT NULL,         -- code of an area that belongs to the set
    member_version VARCHAR NOT NULL
);
