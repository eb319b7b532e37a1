-- The server named the not-null constraint after the column's old name (18).
CREATE TABLE t (was integer PRIMARY KEY, b text NOT NULL);
ALTER TABLE t RENAME COLUMN was TO id;
ALTER TABLE t RENAME COLUMN b TO c;
