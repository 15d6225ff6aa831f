-- One row per published figure, with the edition it comes from. No parameters.
SELECT a.*, d.source, d.data_date, d.received_on
FROM aggregate AS a
JOIN delivery AS d USING (receipt)
ORDER BY a.path, a.measure, a.area, a.period_kind, a.period_start;
