-- Stores the rows of answer in a vault, also those that have been replaced. Parameters: $municipality, $build.
INSERT INTO lake.vault.answer BY NAME
SELECT $municipality AS municipality, $build AS build, *
FROM filled.answer_delivered;
