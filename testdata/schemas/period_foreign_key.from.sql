-- from 18
CREATE EXTENSION btree_gist;
CREATE TABLE room (id integer, at daterange, CONSTRAINT room_key PRIMARY KEY (id, at WITHOUT OVERLAPS));
CREATE TABLE stay (room integer, at daterange, CONSTRAINT stay_room FOREIGN KEY (room, PERIOD at) REFERENCES room (id, PERIOD at));
