-- A relation gets a name that a view has for something else.
CREATE TABLE tt1 (f1 integer, f2 integer);
CREATE TABLE tx1 (x1 integer, x2 integer);
CREATE VIEW with_alias AS SELECT * FROM tt1 a1 WHERE EXISTS (SELECT 1 FROM tx1 WHERE a1.f1 = tx1.x1 AND a1.f2 = x2);
ALTER TABLE tx1 RENAME TO a1;
