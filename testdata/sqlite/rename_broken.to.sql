-- rename: column:t.a=b
-- rename: trigger:t.old_name=new_name
CREATE TABLE t (id INTEGER PRIMARY KEY, b INT);
CREATE TABLE u (id INTEGER PRIMARY KEY, b TEXT NOT NULL);
CREATE VIEW broken AS SELECT x FROM nowhere;
CREATE VIEW string AS SELECT "no column", b FROM t;
CREATE VIEW coming AS SELECT z FROM nowhere;
CREATE TRIGGER new_name AFTER INSERT ON t BEGIN INSERT INTO nowhere VALUES (new.b); END;
CREATE TRIGGER changes AFTER INSERT ON u BEGIN SELECT 2; END;
