-- One row per focus area of an agreement: an agreement is a public document. No parameters.
FROM focus_area;
