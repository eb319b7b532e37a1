-- from 18
CREATE EXTENSION btree_gist;
CREATE TABLE room (id int, during daterange, note text, PRIMARY KEY (id, during WITHOUT OVERLAPS), UNIQUE (note, during WITHOUT OVERLAPS));
CREATE TABLE booking (id int, room int, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS), FOREIGN KEY (room, PERIOD at) REFERENCES room (id, PERIOD during));
CREATE TABLE p (k int, at int4range, PRIMARY KEY (k, at WITHOUT OVERLAPS)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
