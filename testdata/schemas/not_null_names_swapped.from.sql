-- from 18
-- A column gets another name and keeps the name of its constraint, which a new column of the old name can't have.
CREATE TABLE deployment (id text NOT NULL, shard int NOT NULL, CONSTRAINT deployment_id_key UNIQUE (id));
