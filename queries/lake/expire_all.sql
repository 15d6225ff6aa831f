-- One row per moment that can no longer be asked about: all but the present one. No parameters.
FROM ducklake_expire_snapshots('lake', older_than => now() + INTERVAL 1 DAY);
