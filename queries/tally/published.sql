-- One row per figure that Brå publishes, known by its path, with the edition it comes from. No parameters.
SELECT a.*, d.source, d.data_date, d.arrival
FROM aggregate AS a
JOIN delivery AS d USING (receipt)
WHERE a.indicator = ''
ORDER BY a.path, a.measure, a.area, a.period_kind, a.period_start;
