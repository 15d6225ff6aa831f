-- One row per row of aggregate in a vault, also those that have been replaced. No parameters.
FROM aggregate_delivered;
