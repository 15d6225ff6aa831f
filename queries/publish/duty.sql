-- One row per recurring duty of an agreement: an agreement is a public document. No parameters.
FROM duty;
