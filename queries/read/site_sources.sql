-- One row per kind of delivery: how far its data reach and when the newest came; nothing of files or rows. No parameters.
SELECT source, title, kind, count(*) AS deliveries, min(data_from) AS data_from, max(data_date) AS data_date, max(received_on) AS received_on
FROM source
GROUP BY source, title, kind
ORDER BY kind, source, title;
