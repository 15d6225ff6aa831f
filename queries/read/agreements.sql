-- One row per agreement of the municipality, oldest first, those with an unknown period last. No parameters.
FROM agreement ORDER BY sort_order;
