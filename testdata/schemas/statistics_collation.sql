-- from 14
-- COLLATE is a part of an expression of statistics, unlike one of index keys.
CREATE TABLE t (a text, b text, c integer, d varchar(3) COLLATE "C");
CREATE STATISTICS s ON (a COLLATE "C"), a, b FROM t;
CREATE STATISTICS u ON (a), (b::text), (c + 1), (d COLLATE "C"), (b COLLATE "default") FROM t;
CREATE INDEX i ON t ((a COLLATE "C"), ((b COLLATE "POSIX")));
