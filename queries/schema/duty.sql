-- One row per thing that an agreement says shall be done again and again: plan, report, promise, decision.
CREATE TABLE duty (
    municipality VARCHAR NOT NULL,
    agreement VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,           -- situation, plan, direction, promise, report, evaluation, council
    title VARCHAR NOT NULL,
    cadence VARCHAR NOT NULL,        -- week, month, quarter, tertial, half_year, year
    "every" INTEGER NOT NULL,        -- every so many of the cadence
    due_month INTEGER,               -- 1-12; null: at the end of each period
    responsible VARCHAR NOT NULL,
    decided_by VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    revised VARCHAR,                 -- cadence of its revision, if another
    since DATE,                      -- null: from the agreement's first day
    sort_order INTEGER NOT NULL
);
