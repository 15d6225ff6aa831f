-- One row per population figure that counts, in the view population; in earlier.population as it was one delivery ago. Never both.
ALTER TABLE population RENAME TO population_delivered;
CREATE VIEW main.population AS
SELECT * EXCLUDE (edition, replaced_by, replaces) FROM main.population_delivered
WHERE edition = 0;
CREATE VIEW earlier.population AS
SELECT * EXCLUDE (edition, replaced_by, replaces) FROM main.population_delivered
WHERE (edition = 1 AND replaced_by IS NOT NULL) OR (edition = 0 AND replaces IS NULL);
