-- A rename and a rebuild of the same table, and two that swap their names.
-- rename: table:people=persons
-- rename: column:people.years=age
-- rename: table:b=a
-- rename: table:a=b
CREATE TABLE persons (id INTEGER PRIMARY KEY, age INT, boss INT REFERENCES persons, CHECK (age > 0));
CREATE INDEX persons_age ON persons (age);
CREATE TRIGGER persons_new AFTER INSERT ON persons BEGIN SELECT new.age; END;
CREATE TABLE a (x INT, y INT);
CREATE TABLE b (x INT REFERENCES persons, z INT);
