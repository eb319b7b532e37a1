-- The server named the check after the table's old name.
CREATE TABLE made (code boolean NOT NULL, CHECK (code IS TRUE)) PARTITION BY RANGE (code);
ALTER TABLE made RENAME TO grown;
CREATE TABLE part PARTITION OF grown FOR VALUES FROM (false) TO (true);
CREATE TABLE base (a integer, CHECK (a > 0));
ALTER TABLE base RENAME TO ground;
CREATE TABLE child () INHERITS (ground);
