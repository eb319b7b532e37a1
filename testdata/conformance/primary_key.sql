-- kind: primary key
-- given
CREATE EXTENSION btree_gist;
CREATE TABLE item (id integer NOT NULL, name text NOT NULL, at int4range NOT NULL);
CREATE TABLE parted (id integer NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (10);
-- object
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id);
-- attribute: columns
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id, name);
-- attribute: include
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id) INCLUDE (name);
-- attribute: deferrable
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id) DEFERRABLE;
-- attribute: initially deferred
-- was
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id) DEFERRABLE;
-- is
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED;
-- attribute: without overlaps, since 18
-- was
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id, at);
-- is
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id, at WITHOUT OVERLAPS);
-- attribute: storage parameters
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id) WITH (fillfactor = 70);
-- attribute: tablespace
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id) USING INDEX TABLESPACE space_one;
-- attribute: clustered
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id);
ALTER TABLE item CLUSTER ON item_key;
-- attribute: invalid
-- was
ALTER TABLE ONLY parted ADD CONSTRAINT parted_key PRIMARY KEY (id);
-- is
ALTER TABLE parted ADD CONSTRAINT parted_key PRIMARY KEY (id);
-- attribute: parent index
-- was
ALTER TABLE part ADD CONSTRAINT part_pkey PRIMARY KEY (id);
ALTER TABLE ONLY parted ADD CONSTRAINT parted_key PRIMARY KEY (id);
-- is
ALTER TABLE part ADD CONSTRAINT part_pkey PRIMARY KEY (id);
ALTER TABLE parted ADD CONSTRAINT parted_key PRIMARY KEY (id);
-- attribute: index comment
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id);
COMMENT ON INDEX item_key IS 'the index';
-- attribute: name
-- rename: constraint:item.item_key=item_id
ALTER TABLE item ADD CONSTRAINT item_id PRIMARY KEY (id);
-- attribute: comment
ALTER TABLE item ADD CONSTRAINT item_key PRIMARY KEY (id);
COMMENT ON CONSTRAINT item_key ON item IS 'the key';
