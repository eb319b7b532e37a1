-- The fields of records of functions and of sub-queries are known.
CREATE FUNCTION pair(n integer, OUT one integer, OUT two text) LANGUAGE sql AS 'SELECT n, n::text';
CREATE TABLE t (a integer, b text);
CREATE VIEW of_call AS SELECT (pair(1)).two, (aclexplode(c.relacl)).grantor AS who FROM pg_class c;
CREATE VIEW of_subquery AS SELECT (p).one, (p).two FROM (SELECT pair(a) AS p FROM t) s;
CREATE VIEW of_cte AS WITH k AS MATERIALIZED (SELECT pg_get_keywords() AS k) SELECT (k.k).word FROM k;
CREATE VIEW of_values AS SELECT (r).column1, (r).column2 FROM (SELECT r FROM (VALUES (1, 2), (3, 4)) r) s;
CREATE VIEW of_join AS SELECT (j).a, (j).d FROM (SELECT j FROM (SELECT t.a, 1.5 AS d FROM t) j) s;
