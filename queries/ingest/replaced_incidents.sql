-- Removes incidents that a newer delivery of the same source covers (same code or a general extract, same days).
DELETE FROM incident
USING delivery AS mine, delivery AS newer
WHERE mine.receipt = incident.receipt
  AND newer.source = mine.source
  AND newer.kind = 'incident'
  AND newer.rank < mine.rank
  AND incident.reported_on BETWEEN newer.data_from AND newer.data_date
  AND (
      newer.general
      OR EXISTS (FROM delivery_code AS c WHERE c.receipt = newer.receipt AND c.crime_code = incident.crime_code)
  );
