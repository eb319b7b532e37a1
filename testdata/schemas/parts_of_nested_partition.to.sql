-- An index is whole before its table is attached.
CREATE TABLE users (z text) PARTITION BY RANGE (z);
CREATE INDEX " new" ON users (z) WITH (deduplicate_items = 'on');
CREATE INDEX old ON users (z);
CREATE TABLE s (z text) PARTITION BY RANGE (z);
ALTER TABLE users ATTACH PARTITION s FOR VALUES FROM ('a') TO ('b');
CREATE TABLE p (z text) PARTITION BY LIST (z);
ALTER TABLE s ATTACH PARTITION p FOR VALUES FROM ('a') TO ('ab');
CREATE TABLE m PARTITION OF p FOR VALUES IN ('aa');
