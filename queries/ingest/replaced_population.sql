-- Removes population figures that a newer delivery gives again for the same area, day and group.
DELETE FROM population
WHERE rowid NOT IN (
    SELECT first(p.rowid ORDER BY d.rank)
    FROM population AS p
    JOIN delivery AS d USING (receipt)
    GROUP BY p.area, p.area_version, p.reference_date, p.sex, p.age
);
