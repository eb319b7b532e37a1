CREATE UNLOGGED TABLE t (a text, b int) WITH (autovacuum_enabled = off, toast.autovacuum_enabled = off);
CREATE TABLE u (a text, b int);
