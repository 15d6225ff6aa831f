-- One row per goal of an agreement: an agreement is a public document. No parameters.
FROM goal;
