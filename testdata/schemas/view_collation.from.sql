-- A view whose columns get another collation, by themselves or from below.
CREATE COLLATION low FROM "C";
CREATE COLLATION high FROM "POSIX";
CREATE DOMAIN word AS text COLLATE low;
CREATE TYPE pair AS (a text COLLATE low, b text);
CREATE TABLE t (a text COLLATE low, b text, c text COLLATE high, d word, e pair, f name, i integer, l text[] COLLATE high);
CREATE VIEW plain AS SELECT a, b FROM t;
CREATE VIEW stated AS SELECT lower(b) AS b, i FROM t;
CREATE VIEW combined AS SELECT a || b AS x, CASE WHEN i > 1 THEN b ELSE b END AS y, COALESCE(b, 'x') AS z FROM t;
CREATE VIEW united AS SELECT b FROM t UNION ALL SELECT b FROM t;
CREATE VIEW nested AS SELECT s.x, s.y, (SELECT min(b) FROM t) AS z FROM (SELECT a AS x, b AS y FROM t) s JOIN t u ON u.b = s.y;
CREATE VIEW common AS WITH RECURSIVE r(n) AS (SELECT b FROM t UNION SELECT n FROM r) SELECT n, count(*) OVER (ORDER BY n) AS c FROM r;
CREATE VIEW domains AS SELECT d, d::text AS e, (e).a AS f, f AS g, i::text AS h FROM t;
CREATE VIEW elements AS SELECT l[1] AS one, u AS two FROM t, unnest(l) u;
CREATE VIEW above AS SELECT b FROM plain;
CREATE VIEW listed AS SELECT v.k FROM (VALUES ('a'), ('b')) v(k);
CREATE VIEW kept AS SELECT a, b FROM t;
CREATE TABLE grown AS SELECT a, b || c AS d, lower(a) AS e, COALESCE(b, a) AS f, f::text AS g, (e).a AS h, l[1] AS k FROM t;
CREATE MATERIALIZED VIEW held AS SELECT a, b || c AS d, d AS e, f::text AS g, (SELECT max(c) FROM t) AS h FROM t;
