-- kind: table
-- given
CREATE TYPE pair AS (id integer, name text);
CREATE TABLE base (id integer);
CREATE TABLE parted (id integer, name text) PARTITION BY RANGE (id);
-- object
CREATE TABLE item (id integer NOT NULL, name text);
-- attribute: unlogged
CREATE UNLOGGED TABLE item (id integer NOT NULL, name text);
-- attribute: storage parameters
CREATE TABLE item (id integer NOT NULL, name text) WITH (fillfactor = 70, autovacuum_enabled = off);
-- attribute: access method
-- was
CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE item (id integer NOT NULL, name text);
-- is
CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE item (id integer NOT NULL, name text) USING heap_too;
-- attribute: tablespace
CREATE TABLE item (id integer NOT NULL, name text) TABLESPACE space_one;
-- attribute: replica identity
CREATE TABLE item (id integer NOT NULL, name text);
ALTER TABLE item REPLICA IDENTITY FULL;
-- attribute: replica identity (an index)
-- was
CREATE TABLE item (id integer NOT NULL, name text);
CREATE UNIQUE INDEX item_by_id ON item (id);
-- is
CREATE TABLE item (id integer NOT NULL, name text);
CREATE UNIQUE INDEX item_by_id ON item (id);
ALTER TABLE item REPLICA IDENTITY USING INDEX item_by_id;
-- attribute: row security
CREATE TABLE item (id integer NOT NULL, name text);
ALTER TABLE item ENABLE ROW LEVEL SECURITY;
-- attribute: forced row security
CREATE TABLE item (id integer NOT NULL, name text);
ALTER TABLE item FORCE ROW LEVEL SECURITY;
-- attribute: of type
-- was
CREATE TABLE item (id integer, name text);
-- is
CREATE TABLE item OF pair;
-- attribute: inherits
CREATE TABLE item (id integer NOT NULL, name text) INHERITS (base);
-- attribute: partition key
CREATE TABLE item (id integer NOT NULL, name text) PARTITION BY LIST (id);
-- attribute: partition of, partition bound
-- was
CREATE TABLE item (id integer, name text);
-- is
CREATE TABLE item PARTITION OF parted FOR VALUES FROM (1) TO (10);
-- attribute: partition bound
-- was
CREATE TABLE item PARTITION OF parted FOR VALUES FROM (1) TO (10);
-- is
CREATE TABLE item PARTITION OF parted FOR VALUES FROM (1) TO (20);
-- attribute: name
-- rename: table:item=thing
CREATE TABLE thing (id integer NOT NULL, name text);
-- attribute: comment
CREATE TABLE item (id integer NOT NULL, name text);
COMMENT ON TABLE item IS 'what is sold';
-- attribute: query
-- was
CREATE MATERIALIZED VIEW item AS SELECT id FROM base;
-- is
CREATE MATERIALIZED VIEW item AS SELECT id FROM base WHERE id > 1;
-- attribute: query (another column)
-- was
CREATE MATERIALIZED VIEW item AS SELECT id FROM base;
CREATE INDEX item_id ON item (id);
-- is
CREATE MATERIALIZED VIEW item AS SELECT id, id + 1 AS next FROM base;
CREATE INDEX item_id ON item (id);
