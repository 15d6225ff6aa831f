-- One row: which tables the lake was made with. No parameters.
SELECT shape
FROM lake.vault.shape;
