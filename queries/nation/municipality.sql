-- One row: the municipality whose public file this is. No parameters.
SELECT municipality, name, genitive, police_area, example
FROM municipality;
