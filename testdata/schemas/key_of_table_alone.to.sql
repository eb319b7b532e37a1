-- A key that a partition has no part of is invalid.
CREATE TABLE a (o int) PARTITION BY list (o);
CREATE TABLE s PARTITION OF a FOR VALUES IN (1);
ALTER TABLE ONLY a ADD UNIQUE (o);
