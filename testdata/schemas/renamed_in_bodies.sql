-- from 14
-- Names are followed in bodies of the SQL standard that insert with a clause.
CREATE TABLE t (a integer, b integer);
CREATE TABLE log (x integer PRIMARY KEY, y integer, z text);
CREATE FUNCTION f(i integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC
	INSERT INTO log (x, y) VALUES (i, 2) ON CONFLICT (x) DO UPDATE SET y = excluded.y + log.x WHERE log.x > i RETURNING x;
END;
CREATE FUNCTION g(i integer) RETURNS void LANGUAGE sql BEGIN ATOMIC
	WITH c AS (SELECT a, b FROM t WHERE a > i) INSERT INTO log (x, y) SELECT c.a, t.b FROM c JOIN t ON t.a = c.a;
	WITH c AS (SELECT max(a) AS m FROM t) INSERT INTO log (x, y) VALUES ((SELECT m FROM c), i), (i, (SELECT m FROM c));
	INSERT INTO log AS l (x) SELECT a FROM t ON CONFLICT (x) WHERE y > 0 DO NOTHING;
END;
ALTER TABLE t RENAME a TO aa;
ALTER TABLE log RENAME x TO xx;
ALTER TABLE log RENAME y TO yy;
ALTER TABLE log RENAME TO log2;
ALTER TABLE t RENAME TO t2;
