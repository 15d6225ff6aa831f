-- Stores nothing: makes the lake's schemas. No parameters.
CREATE SCHEMA lake.facts;
CREATE SCHEMA lake.vault;
