-- Stores nothing: every table lies by municipality, and a vault's rows say whose and of which build they are. No parameters.
ALTER TABLE lake.facts.incident SET PARTITIONED BY (municipality);
ALTER TABLE lake.facts.event SET PARTITIONED BY (municipality);
ALTER TABLE lake.facts.aggregate SET PARTITIONED BY (municipality);
ALTER TABLE lake.facts.definition SET PARTITIONED BY (municipality);
ALTER TABLE lake.facts.population SET PARTITIONED BY (municipality);
ALTER TABLE lake.facts.answer SET PARTITIONED BY (municipality);
ALTER TABLE lake.facts.area SET PARTITIONED BY (municipality);
ALTER TABLE lake.vault.incident ADD COLUMN municipality VARCHAR;
ALTER TABLE lake.vault.incident ADD COLUMN build VARCHAR;
ALTER TABLE lake.vault.incident SET PARTITIONED BY (municipality);
ALTER TABLE lake.vault.aggregate ADD COLUMN municipality VARCHAR;
ALTER TABLE lake.vault.aggregate ADD COLUMN build VARCHAR;
ALTER TABLE lake.vault.aggregate SET PARTITIONED BY (municipality);
ALTER TABLE lake.vault.population ADD COLUMN municipality VARCHAR;
ALTER TABLE lake.vault.population ADD COLUMN build VARCHAR;
ALTER TABLE lake.vault.population SET PARTITIONED BY (municipality);
ALTER TABLE lake.vault.answer ADD COLUMN municipality VARCHAR;
ALTER TABLE lake.vault.answer ADD COLUMN build VARCHAR;
ALTER TABLE lake.vault.answer SET PARTITIONED BY (municipality);
ALTER TABLE lake.vault.delivery ADD COLUMN municipality VARCHAR;
ALTER TABLE lake.vault.delivery ADD COLUMN build VARCHAR;
ALTER TABLE lake.vault.delivery SET PARTITIONED BY (municipality);
CREATE TABLE lake.vault.build (   -- one row per municipality: the build whose vault is in the lake, whole, and how many rows it has
    municipality VARCHAR NOT NULL,
    build VARCHAR NOT NULL,
    incident BIGINT NOT NULL,
    aggregate BIGINT NOT NULL,
    population BIGINT NOT NULL,
    answer BIGINT NOT NULL,
    delivery BIGINT NOT NULL
);
CREATE TABLE lake.vault.shape (shape VARCHAR NOT NULL); -- one row: which tables the lake was made with
