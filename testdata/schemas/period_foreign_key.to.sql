CREATE EXTENSION btree_gist;
CREATE TABLE room (id integer, at daterange, CONSTRAINT room_key PRIMARY KEY (id, at));
CREATE TABLE stay (room integer, at daterange, CONSTRAINT stay_room FOREIGN KEY (room, at) REFERENCES room (id, at));
