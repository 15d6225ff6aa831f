-- One row per agreement: an agreement is a public document. No parameters.
FROM agreement;
