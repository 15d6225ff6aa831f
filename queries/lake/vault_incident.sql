-- One row per row of incident in a vault, also those that have been replaced. No parameters.
FROM incident_delivered;
