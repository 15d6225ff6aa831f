-- fail estimate: Samma cell finns två gånger.
SELECT area, area_version, indicator, subgroup, period_start, period_kind, count(*) AS n
FROM estimate
GROUP BY ALL
HAVING count(*) > 1;
