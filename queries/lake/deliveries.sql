-- One row per delivery in the lake: its name, whose it is, and its kind. No parameters.
SELECT delivery, municipality, kind
FROM lake.facts.delivery;
