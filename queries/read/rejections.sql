-- One row per rejected row of the deliveries. No parameters.
SELECT file, line, "column", reason FROM rejection ORDER BY file, line, "column";
