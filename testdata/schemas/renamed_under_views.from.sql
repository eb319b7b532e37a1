CREATE TABLE t (id integer PRIMARY KEY, x integer, owner text);
CREATE VIEW v AS SELECT t.id, x FROM t WHERE t.x > 0;
CREATE VIEW joined AS SELECT a.x, t.owner FROM t JOIN t a USING (id) WHERE EXISTS (SELECT 1 FROM t s WHERE s.x = t.x);
CREATE MATERIALIZED VIEW m AS SELECT count(*) AS n FROM t;
CREATE POLICY own ON t USING (EXISTS (SELECT 1 FROM t b WHERE b.owner = t.owner));
CREATE RULE seen AS ON UPDATE TO v DO INSTEAD UPDATE t SET x = new.x WHERE t.id = old.id;
CREATE RULE more AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (new.id, new.x);
