-- One row per municipality. No parameters.
SELECT municipality, name, genitive, police_area, example FROM municipality;
