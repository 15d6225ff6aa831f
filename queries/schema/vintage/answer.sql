-- One row per answer that counts, in the view answer; in earlier.answer as it was one delivery ago. Never both.
ALTER TABLE answer RENAME TO answer_delivered;
CREATE VIEW main.answer AS
SELECT * EXCLUDE (edition, replaced_by, replaces) FROM main.answer_delivered
WHERE edition = 0;
CREATE VIEW earlier.answer AS
SELECT * EXCLUDE (edition, replaced_by, replaces) FROM main.answer_delivered
WHERE (edition = 1 AND replaced_by IS NOT NULL) OR (edition = 0 AND replaces IS NULL);
