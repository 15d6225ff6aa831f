-- One row per survey and wave with answers, and the delivery they come from. No parameters.
SELECT a.survey, a.wave, first(a.receipt) AS receipt, first(d.received_on) AS received_on
FROM answer AS a
JOIN delivery AS d USING (receipt)
GROUP BY a.survey, a.wave
ORDER BY a.survey, a.wave;
