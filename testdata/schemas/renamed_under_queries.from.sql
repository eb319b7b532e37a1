CREATE TABLE t (a integer, b text);
CREATE VIEW inner_one AS SELECT rw.b, rw.a FROM t rw;
CREATE VIEW plain AS SELECT t.a, t.b FROM t WHERE t.a > 1;
CREATE VIEW over AS SELECT inner_one.a, t.b FROM inner_one JOIN t USING (a);
CREATE VIEW whole AS SELECT t AS row, (t).b AS part FROM t;
CREATE MATERIALIZED VIEW kept AS SELECT count(*) AS n FROM t;
CREATE RULE log AS ON DELETE TO t DO ALSO INSERT INTO t SELECT x.a, x.b FROM t x;
CREATE TABLE p (a integer);
CREATE POLICY mine ON p USING (a IN (SELECT t.a FROM t));
