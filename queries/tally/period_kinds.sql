-- One row per delivery of ready figures and kind of period that it gives figures of, the outdated ones too. No parameters.
SELECT DISTINCT receipt, period_kind
FROM aggregate_delivered
WHERE state IN ('value', 'zero')
ORDER BY receipt, period_kind;
