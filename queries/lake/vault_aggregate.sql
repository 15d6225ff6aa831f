-- Stores the rows of aggregate in a vault, also those that have been replaced. Parameters: $municipality, $build.
INSERT INTO lake.vault.aggregate BY NAME
SELECT $municipality AS municipality, $build AS build, *
FROM filled.aggregate_delivered;
