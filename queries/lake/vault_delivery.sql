-- Stores the deliveries of a vault. Parameters: $municipality, $build.
INSERT INTO lake.vault.delivery BY NAME
SELECT $municipality AS municipality, $build AS build, *
FROM filled.delivery;
