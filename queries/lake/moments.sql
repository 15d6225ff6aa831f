-- One row per moment of the lake that is older than so many days, the present one not included. Parameters: $days.
SELECT snapshot_id
FROM ducklake_snapshots('lake')
WHERE snapshot_time < now() - $days * INTERVAL 1 DAY AND snapshot_id < (SELECT id FROM ducklake_current_snapshot('lake'));
