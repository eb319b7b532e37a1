-- rename: table:persons=people
-- rename: column:persons.age=years
-- rename: table:a=b
-- rename: table:b=a
CREATE TABLE people (id INTEGER PRIMARY KEY, years TEXT NOT NULL, boss INT REFERENCES people ON DELETE SET NULL, CHECK (years > 1));
CREATE INDEX persons_age ON people (years);
CREATE TRIGGER persons_new AFTER INSERT ON people BEGIN SELECT new.years; END;
CREATE TABLE b (x INT, y INT UNIQUE);
CREATE TABLE a (x INT REFERENCES people, z INT);
