-- A partitioned table gets parents, a key and a partition.
CREATE TABLE audit_log (id text NOT NULL, n real, p bool, CONSTRAINT nk UNIQUE (p, n, id)) PARTITION BY LIST (id);
CREATE TABLE country (id text NOT NULL, n real, p boolean) PARTITION BY HASH (n);
ALTER TABLE audit_log ATTACH PARTITION country DEFAULT;
CREATE TABLE leaf (n real, p boolean, id text NOT NULL) PARTITION BY RANGE (id, p);
ALTER TABLE country ATTACH PARTITION leaf FOR VALUES WITH (MODULUS 3, REMAINDER 2);
CREATE TABLE team (id text NOT NULL, n real, p boolean);
ALTER TABLE leaf ATTACH PARTITION team FOR VALUES FROM ('a', MINVALUE) TO ('b', MINVALUE);
