-- One row per row of population in a vault, also those that have been replaced. No parameters.
FROM population_delivered;
