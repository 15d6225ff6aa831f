-- One row per hypothesis on why a problem is there, the best supported first. No parameters.
SELECT problem, hypothesis, confidence, basis
FROM cause
ORDER BY problem, list_position(['high', 'medium', 'low'], confidence), hypothesis COLLATE sv;
