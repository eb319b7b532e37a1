-- A type that is made anew is that of a partition's key, too.
CREATE TYPE st AS ENUM ('y');
CREATE TABLE p (b st NOT NULL, e int NOT NULL) PARTITION BY RANGE (e);
CREATE TABLE c (e int NOT NULL, b st NOT NULL) PARTITION BY HASH (e, b);
ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (1) TO (MAXVALUE);
