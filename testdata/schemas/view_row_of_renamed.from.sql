CREATE TABLE t (a integer, b text);
CREATE VIEW v AS SELECT rw AS whole, (rw).b AS part FROM t rw;
