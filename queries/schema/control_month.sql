-- One row per month that a watched series' limits hold for, since its last break: limits, and the rule that marks the month. Internal only.
CREATE TABLE control_month (
    indicator VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    value DOUBLE NOT NULL,
    mean DOUBLE NOT NULL,
    limit_lower DOUBLE NOT NULL,
    limit_upper DOUBLE NOT NULL,
    rule VARCHAR NOT NULL,           -- outside, trend, two_of_three, shift; "" where no rule marks the month
    side VARCHAR NOT NULL            -- above, below, ""
);
