-- A table that is called like a keyword, and views that name what isn't there, or
-- may be a string.
CREATE TABLE "select" (id INTEGER PRIMARY KEY, x INT, "two words" INT);
CREATE TABLE t (id INTEGER PRIMARY KEY, "two words" INT, gone INT);
CREATE VIEW v AS SELECT "two words", gone FROM t;
CREATE VIEW w AS SELECT "two words" AS k FROM t;
