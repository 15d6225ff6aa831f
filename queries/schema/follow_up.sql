-- One row per follow-up of an activity.
CREATE TABLE follow_up (
    municipality VARCHAR NOT NULL,
    follow_up VARCHAR NOT NULL,
    activity VARCHAR NOT NULL,
    followed_on DATE,
    result VARCHAR NOT NULL,
    effect DOUBLE,
    effect_low DOUBLE,
    effect_high DOUBLE,
    effect_unit VARCHAR NOT NULL,
    effect_method VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,       -- the address of the view that gave the estimate, or ""
    evidence_build VARCHAR NOT NULL  -- the build that the view showed
);
