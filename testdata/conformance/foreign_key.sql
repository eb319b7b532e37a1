-- kind: foreign key
-- given
CREATE TABLE kind (id integer PRIMARY KEY, also integer NOT NULL UNIQUE, UNIQUE (id, also));
CREATE TABLE sort (id integer PRIMARY KEY);
CREATE TABLE item (id integer NOT NULL, kind integer, sort integer);
-- object
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (id);
-- attribute: columns
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (sort) REFERENCES kind (id);
-- attribute: references
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES sort (id);
-- attribute: referenced columns
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (also);
-- attribute: match
-- was
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind, sort) REFERENCES kind (id, also);
-- is
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind, sort) REFERENCES kind (id, also) MATCH FULL;
-- attribute: on update
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (id) ON UPDATE CASCADE;
-- attribute: on delete
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (id) ON DELETE SET NULL;
-- attribute: on delete columns, since 15
-- was
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind, sort) REFERENCES kind (id, also) ON DELETE SET NULL;
-- is
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind, sort) REFERENCES kind (id, also) ON DELETE SET NULL (sort);
-- attribute: deferrable
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (id) DEFERRABLE;
-- attribute: initially deferred
-- was
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (id) DEFERRABLE;
-- is
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (id) DEFERRABLE INITIALLY DEFERRED;
-- attribute: not valid
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (id) NOT VALID;
-- attribute: not enforced, since 18
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (id) NOT ENFORCED;
-- attribute: period, since 18
-- was
CREATE EXTENSION btree_gist;
CREATE TABLE room (id integer, at daterange, CONSTRAINT room_key PRIMARY KEY (id, at));
CREATE TABLE stay (room integer, at daterange, CONSTRAINT stay_room FOREIGN KEY (room, at) REFERENCES room (id, at));
-- is
CREATE EXTENSION btree_gist;
CREATE TABLE room (id integer, at daterange, CONSTRAINT room_key PRIMARY KEY (id, at WITHOUT OVERLAPS));
CREATE TABLE stay (room integer, at daterange, CONSTRAINT stay_room FOREIGN KEY (room, PERIOD at) REFERENCES room (id, PERIOD at));
-- attribute: name
-- rename: constraint:item.item_kind=item_is_of
ALTER TABLE item ADD CONSTRAINT item_is_of FOREIGN KEY (kind) REFERENCES kind (id);
-- attribute: comment
ALTER TABLE item ADD CONSTRAINT item_kind FOREIGN KEY (kind) REFERENCES kind (id);
COMMENT ON CONSTRAINT item_kind ON item IS 'each has one';
