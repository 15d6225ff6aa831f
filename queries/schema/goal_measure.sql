-- One row per measure of a goal; the first one decides the goal's status.
CREATE TABLE goal_measure (
    municipality VARCHAR NOT NULL,
    agreement VARCHAR NOT NULL,
    goal VARCHAR NOT NULL,
    measure_order INTEGER NOT NULL,  -- 1, 2, ...
    indicator VARCHAR NOT NULL,      -- may lack figures, and then a row in the table indicator
    title VARCHAR NOT NULL,          -- of the indicator
    short_title VARCHAR NOT NULL,
    sentence_name VARCHAR NOT NULL,
    plural BOOLEAN NOT NULL,
    measure VARCHAR NOT NULL,        -- share, mean, rate, count
    unit VARCHAR NOT NULL,
    better VARCHAR NOT NULL,
    policing_dependent BOOLEAN NOT NULL,
    period_kind VARCHAR NOT NULL,    -- wave or year: which figures it reads
    baseline VARCHAR NOT NULL,       -- "2023"
    baseline_start DATE NOT NULL,    -- first day of that wave or year
    direction VARCHAR NOT NULL,      -- lower, higher, none
    target DOUBLE,                   -- on the value's own scale; null: only a direction
    deadline DATE,                   -- null where the agreement has no end
    in_agreement BOOLEAN NOT NULL,   -- false: the agreement names no measure, this one was chosen afterwards
    baseline_extreme BOOLEAN NOT NULL -- picked because it stood out
);
