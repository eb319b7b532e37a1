-- Expressions that name their columns together with the table.
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT CHECK (t.a > 0), b INT AS (a + 1));
CREATE TABLE u (a TEXT, b INT, CHECK ("U".b < 3));
CREATE INDEX t_a ON t (a) WHERE t.a > 1;
CREATE TRIGGER t_new AFTER INSERT ON t BEGIN SELECT t.a FROM t; END;
CREATE VIEW v AS SELECT t.a FROM t;
