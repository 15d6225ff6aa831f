-- Stores the rows of population in a vault, also those that have been replaced. Parameters: $municipality, $build.
INSERT INTO lake.vault.population BY NAME
SELECT $municipality AS municipality, $build AS build, *
FROM filled.population_delivered;
