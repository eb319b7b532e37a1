-- The server attaches a partition's unique constraint to the parent's primary
-- key if the columns agree.
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b) DEFERRABLE) PARTITION BY LIST (a);
CREATE TABLE c (a int NOT NULL, b int NOT NULL, UNIQUE (a, b));
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);
