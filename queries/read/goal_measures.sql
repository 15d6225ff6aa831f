-- One row per measure of the goals of an agreement; the first of a goal decides its status. Parameters: $agreement.
SELECT m.*, i.source AS indicator_source, i.definition, i.caveat, i.unit_words, coalesce(i.family, '') AS family
FROM goal_measure AS m
LEFT JOIN indicator AS i USING (indicator)
WHERE m.agreement = $agreement
ORDER BY m.goal, m.measure_order;
