-- Stores which build's vault a municipality's is, and how many rows it has. Parameters: $municipality, $build.
INSERT INTO lake.vault.build BY NAME
SELECT
    $municipality AS municipality, $build AS build,
    (SELECT count(*) FROM filled.incident_delivered) AS incident,
    (SELECT count(*) FROM filled.aggregate_delivered) AS aggregate,
    (SELECT count(*) FROM filled.population_delivered) AS population,
    (SELECT count(*) FROM filled.answer_delivered) AS answer,
    (SELECT count(*) FROM filled.delivery) AS delivery;
