-- One row if a municipality's vault is in the lake: of which build. Parameters: $municipality.
SELECT build
FROM lake.vault.build
WHERE municipality = $municipality;
