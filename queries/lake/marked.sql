-- One row if a delivery is in the lake: its kind, rows and amount. Parameters: $delivery.
SELECT kind, rows, amount
FROM lake.facts.delivery
WHERE delivery = $delivery;
