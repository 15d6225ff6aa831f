-- One row per focus area of an agreement, in its own order. Parameters: $agreement.
SELECT focus, title, definition, indicators FROM focus_area WHERE agreement = $agreement ORDER BY sort_order;
