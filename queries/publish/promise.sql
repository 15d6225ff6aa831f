-- One row per medborgarlöfte that is marked public. No parameters.
SELECT * FROM promise WHERE public;
