-- Another one of two equal keys of a partition is the part of the parent's.
CREATE TABLE invoice (z int, CONSTRAINT uq UNIQUE (z)) PARTITION BY LIST (z);
CREATE TABLE note PARTITION OF invoice FOR VALUES IN (1, 2) PARTITION BY HASH (z);
CREATE TABLE person (z int, CONSTRAINT main_key UNIQUE (z));
ALTER TABLE note ATTACH PARTITION person FOR VALUES WITH (MODULUS 4, REMAINDER 2);
