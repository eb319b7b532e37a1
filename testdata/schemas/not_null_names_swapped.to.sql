-- from 18
CREATE TABLE deployment (name text CONSTRAINT deployment_id_not_null NOT NULL, shard int NOT NULL);
ALTER TABLE deployment ADD COLUMN id int NOT NULL;
ALTER TABLE deployment ADD CONSTRAINT deployment_id_key UNIQUE (name);
