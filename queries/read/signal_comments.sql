-- One row per comment on a signal, the newest first. No parameters.
SELECT
    signal_comment, judgement, comment, owner, commented_on, indicator, area, area_version, rule, side, period_from, period_to, value,
    limit_lower, limit_upper
FROM signal_comment
ORDER BY commented_on DESC, signal_comment DESC;
