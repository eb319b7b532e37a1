CREATE TABLE a (x int NOT NULL, y text);
CREATE TABLE b (x int NOT NULL, y text);
CREATE TABLE child (z int) INHERITS (b);
CREATE TABLE grandchild () INHERITS (child);
