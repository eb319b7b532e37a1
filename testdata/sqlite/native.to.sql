CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INT,
  added TEXT DEFAULT 'it''s' COLLATE NOCASE, number INT NOT NULL DEFAULT -1 CHECK (number < 5), flag BOOL DEFAULT TRUE, twice AS (price * 2),
  parent INT REFERENCES items ON DELETE SET NULL, bytes BLOB DEFAULT x'00', CONSTRAINT positive CHECK (price >= 0), CHECK (name <> ''));
CREATE INDEX items_name ON items (name, price);
CREATE INDEX items_added ON items (added) WHERE flag;
CREATE TABLE strict_one (id INTEGER PRIMARY KEY, a TEXT, b ANY DEFAULT 1) STRICT;
CREATE TABLE keyed (a TEXT, PRIMARY KEY (a)) WITHOUT ROWID;
