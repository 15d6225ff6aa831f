-- One row per pair of deliveries of which the newer lies over the older: both files, the days of the slice and its rows. No parameters.
SELECT
    new.title, new.source, new.kind, new.file, new.received_on, old.file AS replaced_file, old.received_on AS replaced_received_on,
    p.first_day, p.last_day, p.rows_before, p.rows_after, p.outdated
FROM replacement AS p
JOIN source AS new ON new.receipt = p.receipt
JOIN source AS old ON old.receipt = p.replaced
ORDER BY new.received_on DESC, new.title, p.first_day, old.received_on DESC;
