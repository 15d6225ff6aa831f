-- One row per incident that counts, in the view incident; in earlier.incident as it was one delivery ago. Never both.
ALTER TABLE incident RENAME TO incident_delivered;
CREATE VIEW main.incident AS
SELECT * EXCLUDE (edition, replaced_by, replaces) FROM main.incident_delivered
WHERE edition = 0;
CREATE VIEW earlier.incident AS
SELECT * EXCLUDE (edition, replaced_by, replaces) FROM main.incident_delivered
WHERE (edition = 1 AND replaced_by IS NOT NULL) OR (edition = 0 AND replaces IS NULL);
