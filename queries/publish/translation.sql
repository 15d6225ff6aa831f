-- One row per translated text that is published itself; a translation of what is not public stays inside. No parameters.
SELECT municipality, swedish, english, easy
FROM translation
WHERE swedish IN (
    SELECT title FROM agreement
    UNION ALL SELECT title FROM goal
    UNION ALL SELECT unnest([promise_text, counted, result, owner, place]) FROM promise WHERE public
    UNION ALL SELECT unnest([title, owner, place]) FROM activity WHERE public
);
