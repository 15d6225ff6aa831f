-- One row: the municipality of the file. No parameters.
SELECT municipality, name, genitive, police_area, example FROM municipality;
