-- One row per delivery of a vault. No parameters.
FROM delivery;
