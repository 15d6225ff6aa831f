-- One row per measure of a goal: an agreement is a public document. No parameters.
FROM goal_measure;
