CREATE TABLE items (b text, c int);
CREATE TABLE team (code date) INHERITS (items);
