-- A primary key that comes later takes the unique key of a partition for its own, which ATTACH PARTITION does not do on all versions.
CREATE TABLE users (v uuid) PARTITION BY HASH (v);
CREATE TABLE users_1 PARTITION OF users (CONSTRAINT pk UNIQUE (v)) FOR VALUES WITH (MODULUS 2, REMAINDER 1);
ALTER TABLE users ADD PRIMARY KEY (v);
