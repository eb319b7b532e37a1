-- Every clause of CREATE TABLE, and every way to write it.
CREATE TABLE "every ""clause""" (
  id INTEGER CONSTRAINT "the key" PRIMARY KEY ASC ON CONFLICT ROLLBACK AUTOINCREMENT,
  [two words] UNSIGNED BIG INT CONSTRAINT nn NOT NULL ON CONFLICT IGNORE DEFAULT -1,
  `back` VARCHAR ( 255 ) COLLATE nocase DEFAULT 'it''s' UNIQUE ON CONFLICT REPLACE,
  'single' DECIMAL(10, 2) DEFAULT (1 + 2) CHECK (single > 0) NULL,
  bare,
  word text DEFAULT hello, -- a string
  quoted text DEFAULT "hello",
  stamp DEFAULT current_timestamp,
  yes boolean DEFAULT TRUE,
  empty text DEFAULT NULL,
  bin blob DEFAULT x'00ff',
  twice AS (id * 2),
  thrice int GENERATED ALWAYS AS (id * 3) STORED,
  parent REFERENCES "every ""clause"""
    ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL DEFERRABLE INITIALLY DEFERRED,
  other int REFERENCES missing NOT DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "no constraint"
  CONSTRAINT positive CHECK (((id > 0)))
  CHECK (bare IS NULL OR (bare IN (1, 2)) /* inner, ) comment */)
  UNIQUE (bare COLLATE RTRIM DESC, word) ON CONFLICT FAIL,
  CHECK (id <> 13 AND "quoted" != "hello"),
  CONSTRAINT fk FOREIGN KEY (Bare, WORD) REFERENCES Pairs (A, b) ON DELETE RESTRICT ON UPDATE NO ACTION
);
CREATE TABLE pairs (a INT, b TEXT, c ANY, PRIMARY KEY (a, b DESC), UNIQUE (c), UNIQUE (c, a)) WITHOUT ROWID, STRICT;
CREATE TABLE implied (a REFERENCES pairs, b, FOREIGN KEY (a, b) REFERENCES PAIRS ON DELETE SET DEFAULT);
CREATE TABLE descending (id INTEGER PRIMARY KEY DESC);
CREATE TABLE alias (id INTEGER, PRIMARY KEY (id DESC));
CREATE TABLE counted (id INTEGER, CHECK (id > 0), CHECK (id > 1), PRIMARY KEY (id AUTOINCREMENT));
CREATE TABLE shared (a UNIQUE, b, UNIQUE (a), PRIMARY KEY (a), UNIQUE (b, a), UNIQUE (a, b));
CREATE TABLE copied AS SELECT id, [two words], single FROM "every ""clause""";
CREATE TABLE "from" ("select" int, "order" text, CHECK ("select" > 0));
CREATE TABLE types (a "My Type"(3), b 'x y', c [Var(10)], d GENERATED ALWAYS, e "quo""ted" big (1, 2), f LONG VARCHAR, g NUM (+3, -2));
CREATE TABLE altered (a);
ALTER TABLE altered ADD COLUMN b text NOT NULL DEFAULT 'x' CHECK (length(b) < 5);
ALTER TABLE altered RENAME COLUMN a TO first;
ALTER TABLE altered RENAME TO "new name";
