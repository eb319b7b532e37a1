-- The key of a partition has another name: it cannot be dropped, but renamed.
CREATE TABLE a (r int, q int) PARTITION BY LIST (r);
CREATE TABLE c (r int, q int, CONSTRAINT other UNIQUE (r));
CREATE INDEX another ON c (q);
ALTER TABLE a ATTACH PARTITION c DEFAULT;
ALTER TABLE a ADD UNIQUE (r);
CREATE INDEX ON a (q);
