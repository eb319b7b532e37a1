-- A key of a partitioned table that not all partitions have is invalid.
CREATE TABLE items (a integer, b integer) PARTITION BY HASH (a);
CREATE TABLE items_0 PARTITION OF items FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE items_1 PARTITION OF items FOR VALUES WITH (MODULUS 2, REMAINDER 1);
ALTER TABLE ONLY items ADD CONSTRAINT natural_key UNIQUE (a, b);
ALTER TABLE items_1 ADD CONSTRAINT part_key UNIQUE (a, b);
ALTER INDEX natural_key ATTACH PARTITION part_key;
