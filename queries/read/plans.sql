-- One row per plan under the agreement, newest first. No parameters.
SELECT plan, label, title, valid_from, valid_to, cadence, decided_by, decided_on, document FROM plan ORDER BY valid_from DESC, title COLLATE sv;
