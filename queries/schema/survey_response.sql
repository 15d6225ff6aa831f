-- One row per survey, wave and area: how many were invited and answered.
CREATE TABLE survey_response (
    survey VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    invited BIGINT,                  -- null where it is not told
    answered BIGINT NOT NULL
);
