-- A statement that writes a table anew loses the parameters of the TOAST table
-- that it sets.
CREATE TABLE t (a text, b int);
CREATE TABLE u (a text, b bigint) WITH (toast.autovacuum_vacuum_threshold = 500, fillfactor = 50);
