-- One row per published figure that counts, in the view aggregate; in earlier.aggregate as it was one delivery ago. Never both.
ALTER TABLE aggregate RENAME TO aggregate_delivered;
CREATE VIEW main.aggregate AS
SELECT * EXCLUDE (edition, replaced_by, replaces) FROM main.aggregate_delivered
WHERE edition = 0;
CREATE VIEW earlier.aggregate AS
SELECT * EXCLUDE (edition, replaced_by, replaces) FROM main.aggregate_delivered
WHERE (edition = 1 AND replaced_by IS NOT NULL) OR (edition = 0 AND replaces IS NULL);
