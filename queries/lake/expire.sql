-- One row per moment that can no longer be asked about. Parameters: $versions.
FROM ducklake_expire_snapshots('lake', versions => $versions);
