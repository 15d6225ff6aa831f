-- One row per goal of an agreement.
CREATE TABLE goal (
    municipality VARCHAR NOT NULL,
    agreement VARCHAR NOT NULL,
    goal VARCHAR NOT NULL,           -- its name in addresses: "trygg-kvall"
    number VARCHAR NOT NULL,         -- "1", "2", ...; "" for a goal that only holds others together
    title VARCHAR NOT NULL,
    goal_level VARCHAR NOT NULL,     -- overall, sub_goal, focus_area
    parent VARCHAR NOT NULL,         -- the goal above, or ""
    focus VARCHAR NOT NULL,          -- focus areas, ";" between
    followed_by_activities BOOLEAN NOT NULL,
    note VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL
);
