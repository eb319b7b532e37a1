-- Up to PostgreSQL 15 an index that is made anew for a column's type hands its
-- comment down to its parts.
CREATE TABLE t (a integer NOT NULL, b integer) PARTITION BY LIST (b);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a, b);
CREATE INDEX i ON t (a);
CREATE INDEX kept ON t (a, b);
COMMENT ON INDEX k IS 'key';
COMMENT ON INDEX i IS 'index';
COMMENT ON INDEX kept IS 'stays';
