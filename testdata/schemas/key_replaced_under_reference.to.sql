-- A foreign key depends on the first key that fits, also on one that is about
-- to go; and the rebuilding of a key is in the way of what refers to it.
CREATE TABLE t (a int, b int REFERENCES t (a), CONSTRAINT k2 UNIQUE (a));
CREATE TYPE mood AS ENUM ('b', 'a');
CREATE TABLE c (amount mood, s int, CONSTRAINT uq UNIQUE (s) INCLUDE (amount));
