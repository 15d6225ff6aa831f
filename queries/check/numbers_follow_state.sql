-- fail estimate: Ett värde och dess läge säger olika saker.
SELECT area, indicator, period_start, value, state
FROM estimate
WHERE (state = 'value' AND value IS NULL) OR (state = 'zero' AND value IS DISTINCT FROM 0)
    OR (state NOT IN ('value', 'zero') AND (value IS NOT NULL OR lower IS NOT NULL OR upper IS NOT NULL));
