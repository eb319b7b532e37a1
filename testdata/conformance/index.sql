-- kind: index
-- given
CREATE TABLE item (id integer NOT NULL, name text, at integer);
CREATE TABLE parted (id integer) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (10);
-- object
CREATE INDEX by_name ON item (name);
-- attribute: keys
CREATE INDEX by_name ON item (name, id);
-- attribute: keys (order)
CREATE INDEX by_name ON item (name DESC);
-- attribute: keys (an expression)
CREATE INDEX by_name ON item (lower(name));
-- attribute: keys (operator class)
CREATE INDEX by_name ON item (name text_pattern_ops);
-- attribute: keys (collation)
CREATE INDEX by_name ON item (name COLLATE "C");
-- attribute: access method
CREATE INDEX by_name ON item USING hash (name);
-- attribute: unique
CREATE UNIQUE INDEX by_name ON item (name);
-- attribute: nulls not distinct, since 15
-- was
CREATE UNIQUE INDEX by_name ON item (name);
-- is
CREATE UNIQUE INDEX by_name ON item (name) NULLS NOT DISTINCT;
-- attribute: include
CREATE INDEX by_name ON item (name) INCLUDE (id);
-- attribute: predicate
CREATE INDEX by_name ON item (name) WHERE id > 0;
-- attribute: storage parameters
CREATE INDEX by_name ON item (name) WITH (fillfactor = 70);
-- attribute: tablespace
CREATE INDEX by_name ON item (name) TABLESPACE space_one;
-- attribute: clustered
CREATE INDEX by_name ON item (name);
ALTER TABLE item CLUSTER ON by_name;
-- attribute: key statistics
-- was
CREATE INDEX by_name ON item (lower(name));
-- is
CREATE INDEX by_name ON item (lower(name));
ALTER INDEX by_name ALTER COLUMN 1 SET STATISTICS 300;
-- attribute: invalid
-- was
CREATE INDEX by_id ON ONLY parted (id);
-- is
CREATE INDEX by_id ON ONLY parted (id);
CREATE INDEX part_by_id ON part (id);
ALTER INDEX by_id ATTACH PARTITION part_by_id;
-- attribute: parent index
-- was
CREATE INDEX by_id ON ONLY parted (id);
CREATE INDEX part_by_id ON part (id);
-- is
CREATE INDEX by_id ON ONLY parted (id);
CREATE INDEX part_by_id ON part (id);
ALTER INDEX by_id ATTACH PARTITION part_by_id;
-- attribute: name
-- rename: index:by_name=item_names
CREATE INDEX item_names ON item (name);
-- attribute: comment
CREATE INDEX by_name ON item (name);
COMMENT ON INDEX by_name IS 'for the search';
