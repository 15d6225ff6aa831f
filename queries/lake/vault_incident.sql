-- Stores the rows of incident in a vault, also those that have been replaced. Parameters: $municipality, $build.
INSERT INTO lake.vault.incident BY NAME
SELECT $municipality AS municipality, $build AS build, *
FROM filled.incident_delivered;
