-- A new partition whose unique key is the part of a primary key, which ATTACH PARTITION does not make it on all versions.
CREATE TABLE users (v uuid) PARTITION BY HASH (v);
CREATE TABLE users_1 PARTITION OF users (CONSTRAINT pk UNIQUE (v)) FOR VALUES WITH (MODULUS 2, REMAINDER 1);
ALTER TABLE users ADD PRIMARY KEY (v);
