-- One row per medborgarlöfte that is marked public, with the columns that residents see. No parameters.
SELECT municipality, promise, promise_text, area, place, period_from, period_to, owner, owner_kind, goal, status,
    planned, done, counted, counted_to, result, public
FROM promise
WHERE public;
