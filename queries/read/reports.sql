-- One row per report that was given, newest first. No parameters.
SELECT report, title, recipient, reported_on, cadence, document FROM report ORDER BY reported_on DESC, recipient COLLATE sv;
