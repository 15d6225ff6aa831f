-- Removes published figures that a newer delivery gives again for the same cell.
DELETE FROM aggregate
WHERE rowid NOT IN (
    SELECT first(a.rowid ORDER BY d.rank)
    FROM aggregate AS a
    JOIN delivery AS d USING (receipt)
    GROUP BY d.source, a.area, a.area_version, a.path, a.measure, a.period_start, a.period_kind
);
