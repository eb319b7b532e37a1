-- Names are followed in statements that change rows: the actions of rules and the
-- bodies of functions.
CREATE TABLE t (a integer, b integer);
CREATE TABLE log (x integer PRIMARY KEY, y integer, z text);
CREATE RULE r AS ON UPDATE TO t DO ALSO INSERT INTO log (x, y) VALUES (OLD.a, NEW.b), (NEW.a + OLD.b, DEFAULT);
CREATE RULE d AS ON DELETE TO t DO ALSO (UPDATE log SET y = OLD.b, x = log.x + 1 WHERE x = OLD.a; DELETE FROM log WHERE x = OLD.a AND y IN (SELECT a FROM t));
CREATE RULE i AS ON INSERT TO t WHERE NEW.a > 0 DO INSTEAD INSERT INTO log SELECT NEW.a, b FROM t WHERE a = NEW.b;
CREATE RULE c AS ON INSERT TO t WHERE NEW.a = 0 DO ALSO
	INSERT INTO log (x, y) VALUES (NEW.a, NEW.b) ON CONFLICT (x) DO UPDATE SET y = excluded.y + log.x WHERE log.x > excluded.x;
ALTER TABLE t RENAME a TO aa;
ALTER TABLE log RENAME x TO xx;
ALTER TABLE log RENAME z TO a;
ALTER TABLE log RENAME TO log2;
ALTER TABLE t RENAME TO t2;
ALTER TABLE log2 RENAME y TO yy;
