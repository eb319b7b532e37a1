-- from 15
-- Names are followed in MERGE.
CREATE TABLE t (a integer, b integer);
CREATE TABLE log (x integer PRIMARY KEY, y integer, z text);
CREATE FUNCTION f(i integer) RETURNS void LANGUAGE sql BEGIN ATOMIC
	MERGE INTO log USING t ON log.x = t.a AND t.b > i
		WHEN MATCHED AND log.y > t.b THEN UPDATE SET y = t.a + log.x, z = DEFAULT
		WHEN MATCHED THEN DELETE
		WHEN NOT MATCHED AND t.b > 0 THEN INSERT (x, y) VALUES (t.a, i)
		WHEN NOT MATCHED THEN DO NOTHING;
	MERGE INTO log AS l USING (SELECT a, b AS c FROM t) AS s ON l.x = s.a WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.c);
END;
ALTER TABLE t RENAME a TO aa;
ALTER TABLE log RENAME x TO xx;
ALTER TABLE log RENAME y TO yy;
ALTER TABLE log RENAME TO log2;
ALTER TABLE t RENAME TO t2;
