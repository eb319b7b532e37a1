-- An IN list whose members are columns of a query outside is one array for the
-- server; columns of the query itself are compared one by one.
CREATE TABLE a (x integer, y integer, t character(3));
CREATE TABLE b (x integer, y integer);
CREATE VIEW lateral_outside AS SELECT b.n FROM a, LATERAL (SELECT count(*) AS n FROM b WHERE a.x IN (a.y, length(a.t))) b;
CREATE VIEW mixed AS SELECT x FROM a WHERE EXISTS (SELECT FROM b WHERE b.x IN (a.x, a.y, b.y, 5));
CREATE VIEW one_outside AS SELECT x FROM a WHERE EXISTS (SELECT FROM b WHERE b.x NOT IN (a.x, b.y));
CREATE VIEW inner_looks_out AS SELECT x FROM a WHERE x IN (1, (SELECT count(*) FROM b WHERE b.x = a.y), (SELECT count(*) FROM b));
CREATE VIEW common AS WITH c AS (SELECT x, y FROM b) SELECT x FROM a WHERE EXISTS (SELECT FROM c WHERE c.x IN (a.x, a.y) AND c.y IN (c.x, a.y, a.x));
CREATE VIEW joined AS SELECT a.x FROM a FULL JOIN b USING (x, y) WHERE EXISTS (SELECT FROM b WHERE b.x IN (a.y, a.x));
CREATE VIEW united AS SELECT x FROM a WHERE EXISTS (SELECT x FROM b WHERE b.x IN (a.x, a.y) UNION SELECT 1 WHERE a.x IN (a.y, 3));
CREATE POLICY p ON a USING (x IN (y, 3) AND EXISTS (SELECT FROM b WHERE b.x IN (a.x, a.y)));
CREATE RULE r AS ON UPDATE TO b WHERE old.x IN (new.x, new.y, 3) DO ALSO
	INSERT INTO a SELECT x, y FROM a WHERE x IN (old.x, new.y, 4, 5) AND EXISTS (SELECT FROM b WHERE x IN (old.x, old.y));
CREATE FUNCTION f(i integer) RETURNS boolean LANGUAGE sql AS 'SELECT $1 > 0';
