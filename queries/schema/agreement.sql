-- One row per agreement of the municipality, in force or not.
CREATE TABLE agreement (
    municipality VARCHAR NOT NULL,
    agreement VARCHAR NOT NULL,      -- file name without "agreement-": "2024-2027"
    title VARCHAR NOT NULL,
    label VARCHAR NOT NULL,          -- "2024–2027", "2008–" without a known end, "" where the period is unknown
    police_area VARCHAR NOT NULL,    -- as the agreement names it; "" where that is unknown
    period_start DATE,               -- null where it is unknown
    period_end DATE,                 -- as agreed: an extension is told by renewal
    period_grain VARCHAR,            -- day, month, year: how well the period is known
    signed_from DATE,                -- the first and the last day on which it can have been signed
    signed_to DATE,
    signed_grain VARCHAR,
    renewal VARCHAR NOT NULL,        -- ends, extended_until_replaced, revise_by
    revise_by DATE,
    is_current BOOLEAN NOT NULL,     -- the one that counts on the day the build was made for
    parties VARCHAR NOT NULL,        -- "; " between
    signatories VARCHAR NOT NULL,    -- "role, party", "; " between; never a name
    document VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    predecessor VARCHAR NOT NULL,
    prepared_by VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    verified_on DATE,                -- when somebody last checked that these facts hold
    source VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL      -- oldest first
);
