-- One row per recurring duty of an agreement, in its own order. Parameters: $agreement.
SELECT kind, title, cadence, "every", due_month, responsible, decided_by, recipient, revised, since
FROM duty
WHERE agreement = $agreement
ORDER BY sort_order;
