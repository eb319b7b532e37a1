CREATE TABLE t (a TEXT, b INT, c BLOB, d REAL, e INTEGER, f, g VARCHAR(20), h "order by", i DATETIME DEFAULT (datetime('now')), j TEXT DEFAULT 'a' COLLATE RTRIM);
CREATE TABLE all_new (c INT, d INT UNIQUE);
CREATE TABLE rowid_column (rowid TEXT, a TEXT);
CREATE TABLE no_rowid_name (rowid TEXT, oid TEXT, _rowid_ TEXT, a TEXT);
