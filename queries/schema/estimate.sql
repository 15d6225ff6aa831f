-- One row per municipality, area, indicator, subgroup and period: everything people see is a reading of this table.
CREATE TABLE estimate (
    municipality VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    area_level VARCHAR NOT NULL,
    area_version VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    subgroup VARCHAR NOT NULL,       -- "all" or "sex=K;age=16-29"
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,        -- inclusive; an incomplete period ends on the data date
    period_kind VARCHAR NOT NULL,    -- year, quarter, month, pool3, pool5, wave (a survey's days in the field)
    complete BOOLEAN NOT NULL,       -- false: the period is not over or not wholly covered by the source
    preliminary BOOLEAN NOT NULL,    -- the source says that the figure will be revised
    value DOUBLE,                    -- null unless state is value or zero
    lower DOUBLE,                    -- 95 % interval; null for published rates without counts
    upper DOUBLE,
    numerator DOUBLE,
    base DOUBLE,                     -- person-years for rates, answers for shares
    effective_base DOUBLE,           -- survey answers: Kish's number, (sum w)^2 / sum w^2, or base / the declared design effect
    standard_error DOUBLE,           -- survey answers only, on the value's scale
    degrees DOUBLE,                  -- degrees of freedom of that error
    design_effect DOUBLE,            -- variance against that of a simple random sample of the same size
    unit VARCHAR NOT NULL,
    state VARCHAR NOT NULL,          -- value, zero, missing, suppressed, not_asked, not_published
    withheld VARCHAR,                -- why a suppressed cell is hidden; in the public file always "withheld"
    source VARCHAR NOT NULL,
    vintage VARCHAR NOT NULL,        -- which edition of the source the figure comes from
    data_date DATE NOT NULL          -- the last day that the source covers
);
