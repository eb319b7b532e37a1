-- Indexes, views, triggers and virtual tables.
CREATE TABLE People (Id INTEGER PRIMARY KEY, Name TEXT COLLATE NOCASE, born DATE, score REAL);
CREATE INDEX people_name ON people (name, born DESC);
CREATE UNIQUE INDEX IF NOT EXISTS [people by lower] ON People (lower(name) COLLATE RTRIM DESC, (id), (name COLLATE binary), name COLLATE NOCASE)
  WHERE name IS NOT NULL AND born > '2000-01-01';
CREATE INDEX people_sum ON people (id + score, -score, CASE WHEN id THEN 1 END, name || 'x' COLLATE nocase);
CREATE VIEW adults AS SELECT id, name FROM people WHERE born < '2000-01-01';
CREATE VIEW main."named columns" (x, "y z") AS WITH a AS (SELECT 1) SELECT id, "name" FROM adults, a;
CREATE VIEW broken AS SELECT * FROM nowhere;
CREATE TRIGGER people_insert AFTER INSERT ON people BEGIN
  UPDATE people SET score = CASE WHEN new.score IS NULL THEN 0 ELSE new.score END WHERE id = new.id;
  SELECT raise(ABORT, 'no; really') WHERE new.id < 0;
END;
CREATE TRIGGER IF NOT EXISTS people_update UPDATE OF NAME, born ON People FOR EACH ROW
  WHEN old.name <> new.name AND (SELECT count(*) FROM people) > 0
BEGIN DELETE FROM people WHERE id < 0; END;
CREATE TRIGGER adults_delete INSTEAD OF DELETE ON adults BEGIN DELETE FROM people WHERE id = old.id; END;
CREATE VIRTUAL TABLE search USING fts5 (title, body, tokenize = "unicode61 remove_diacritics 2", content='');
CREATE VIRTUAL TABLE boxes USING RTREE(id, x0, x1);
CREATE TEMP TABLE aside (a);
CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT);
ANALYZE;
