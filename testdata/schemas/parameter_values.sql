-- The server keeps the letter case of a quoted value.
CREATE TABLE t (a int) WITH (autovacuum_enabled = 'OFF', FILLFACTOR = '70');
CREATE INDEX quoted ON t (a) WITH (deduplicate_items = 'OFF');
CREATE INDEX bare ON t (a DESC) WITH (deduplicate_items = OFF);
CREATE UNIQUE INDEX yes ON t (a, a) WITH (deduplicate_items = yes);
