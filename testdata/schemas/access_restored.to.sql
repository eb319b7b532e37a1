CREATE TABLE t (id integer PRIMARY KEY, x bigint, s serial);
CREATE VIEW v AS SELECT id, x FROM t;
