-- kind: exclusion constraint
-- given
CREATE TABLE item (id integer NOT NULL, at int4range, place text);
-- object
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&);
-- attribute: elements
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH =);
-- attribute: access method
-- was
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING btree (id WITH =);
-- is
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING hash (id WITH =);
-- attribute: include
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&) INCLUDE (id);
-- attribute: predicate
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&) WHERE (id > 0);
-- attribute: deferrable
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&) DEFERRABLE;
-- attribute: initially deferred
-- was
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&) DEFERRABLE;
-- is
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&) DEFERRABLE INITIALLY DEFERRED;
-- attribute: storage parameters
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&) WITH (fillfactor = 70);
-- attribute: tablespace
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&) USING INDEX TABLESPACE space_one;
-- attribute: clustered
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&);
ALTER TABLE item CLUSTER ON once;
-- attribute: key statistics
-- was
ALTER TABLE item ADD CONSTRAINT once EXCLUDE ((id / 10) WITH =);
-- is
ALTER TABLE item ADD CONSTRAINT once EXCLUDE ((id / 10) WITH =);
ALTER INDEX once ALTER COLUMN 1 SET STATISTICS 300;
-- attribute: parent index, since 17
-- was
CREATE TABLE booked (room integer, CONSTRAINT every_room EXCLUDE (room WITH =)) PARTITION BY LIST (room);
CREATE TABLE booked_1 (room integer, CONSTRAINT booked_1_room_excl EXCLUDE (room WITH =));
-- is
CREATE TABLE booked (room integer, CONSTRAINT every_room EXCLUDE (room WITH =)) PARTITION BY LIST (room);
CREATE TABLE booked_1 PARTITION OF booked FOR VALUES IN (1);
-- attribute: index comment
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&);
COMMENT ON INDEX once IS 'the index';
-- attribute: name
-- rename: constraint:item.once=never_twice
ALTER TABLE item ADD CONSTRAINT never_twice EXCLUDE USING gist (at WITH &&);
-- attribute: comment
ALTER TABLE item ADD CONSTRAINT once EXCLUDE USING gist (at WITH &&);
COMMENT ON CONSTRAINT once ON item IS 'nothing twice';
