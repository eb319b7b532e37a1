-- kind: unique constraint
-- given
CREATE EXTENSION btree_gist;
CREATE TABLE item (id integer NOT NULL, name text NOT NULL, at int4range NOT NULL);
CREATE TABLE parted (id integer NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (10);
-- object
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id);
-- attribute: columns
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id, name);
-- attribute: nulls not distinct, since 15
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE NULLS NOT DISTINCT (id);
-- attribute: include
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id) INCLUDE (name);
-- attribute: deferrable
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id) DEFERRABLE;
-- attribute: initially deferred
-- was
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id) DEFERRABLE;
-- is
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id) DEFERRABLE INITIALLY DEFERRED;
-- attribute: without overlaps, since 18
-- was
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id, at);
-- is
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id, at WITHOUT OVERLAPS);
-- attribute: storage parameters
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id) WITH (fillfactor = 70);
-- attribute: tablespace
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id) USING INDEX TABLESPACE space_one;
-- attribute: clustered
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id);
ALTER TABLE item CLUSTER ON item_key;
-- attribute: invalid
-- was
ALTER TABLE ONLY parted ADD CONSTRAINT parted_key UNIQUE (id);
-- is
ALTER TABLE parted ADD CONSTRAINT parted_key UNIQUE (id);
-- attribute: parent index
-- was
ALTER TABLE part ADD CONSTRAINT part_id_key UNIQUE (id);
ALTER TABLE ONLY parted ADD CONSTRAINT parted_key UNIQUE (id);
-- is
ALTER TABLE part ADD CONSTRAINT part_id_key UNIQUE (id);
ALTER TABLE parted ADD CONSTRAINT parted_key UNIQUE (id);
-- attribute: index comment
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id);
COMMENT ON INDEX item_key IS 'the index';
-- attribute: name
-- rename: constraint:item.item_key=item_id
ALTER TABLE item ADD CONSTRAINT item_id UNIQUE (id);
-- attribute: comment
ALTER TABLE item ADD CONSTRAINT item_key UNIQUE (id);
COMMENT ON CONSTRAINT item_key ON item IS 'the key';
