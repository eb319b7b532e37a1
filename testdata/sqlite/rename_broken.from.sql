-- Renames beside views and triggers that name what isn't there.
-- rename: column:t.b=a
-- rename: trigger:t.new_name=old_name
CREATE TABLE t (id INTEGER PRIMARY KEY, a INT);
CREATE TABLE u (id INTEGER PRIMARY KEY, b INT);
CREATE VIEW broken AS SELECT x FROM nowhere;
CREATE VIEW string AS SELECT "no column", a FROM t;
CREATE VIEW going AS SELECT y FROM nowhere;
CREATE TRIGGER old_name AFTER INSERT ON t BEGIN INSERT INTO nowhere VALUES (new.a); END;
CREATE TRIGGER changes AFTER INSERT ON u BEGIN SELECT 1; END;
