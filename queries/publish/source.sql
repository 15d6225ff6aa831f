-- One row per delivery of a source that the public file has figures from, without file names and without counts of rows. No parameters.
SELECT
    '' AS receipt, source, title, format, kind, '' AS file, cadence, data_from, data_date, received_on,
    0 AS rows_read, 0 AS rows_stored, 0 AS rows_rejected, 0 AS rows_outside, 0 AS rows_unplaced, preliminary_from
FROM source
WHERE kind = 'area' OR source IN (
    SELECT e.source FROM estimate AS e JOIN indicator AS i USING (indicator) WHERE i.family IN ('crime', 'published', 'population', 'survey')
);
