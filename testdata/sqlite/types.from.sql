-- Types, defaults, collations, and every column at once.
CREATE TABLE t (a INT, b TEXT, c REAL, d BLOB, e, f NUMERIC, g VARCHAR(10), h "odd type", i DATETIME DEFAULT CURRENT_TIMESTAMP, j TEXT DEFAULT 'A');
CREATE TABLE all_new (a INT, b INT);
CREATE TABLE rowid_column (rowid TEXT, a INT);
CREATE TABLE no_rowid_name (rowid TEXT, oid TEXT, _rowid_ TEXT, a INT);
