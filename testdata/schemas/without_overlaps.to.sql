-- from 18
-- Temporal keys and foreign keys change.
CREATE EXTENSION btree_gist;
CREATE TABLE room (id bigint, during daterange, note text, PRIMARY KEY (id, during WITHOUT OVERLAPS), UNIQUE (note, id, during WITHOUT OVERLAPS) INCLUDE (note));
CREATE TABLE booking (id int, room bigint, at daterange NOT NULL, UNIQUE (id, at), CONSTRAINT there FOREIGN KEY (room, PERIOD at) REFERENCES room (id, PERIOD during) NOT ENFORCED);
CREATE TABLE p (k int, at int4range, PRIMARY KEY (k, at)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
