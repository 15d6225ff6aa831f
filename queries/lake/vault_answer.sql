-- One row per row of answer in a vault, also those that have been replaced. No parameters.
FROM answer_delivered;
