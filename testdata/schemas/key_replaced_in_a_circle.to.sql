-- The new foreign key must not find the old primary key any more.
CREATE TABLE a (parent_id integer, title text, c boolean, o integer, UNIQUE (c, parent_id) INCLUDE (title));
CREATE TABLE z (x integer PRIMARY KEY, y boolean, z integer, FOREIGN KEY (y, z) REFERENCES a (c, parent_id));
ALTER TABLE a ADD FOREIGN KEY (o) REFERENCES z;
