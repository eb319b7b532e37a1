-- A child takes the names of its not-null constraints (18) from the parent that it moves to.
CREATE TABLE a (x int NOT NULL, y text);
CREATE TABLE b (x int NOT NULL, y text);
CREATE TABLE child (z int) INHERITS (a);
CREATE TABLE grandchild () INHERITS (child);
