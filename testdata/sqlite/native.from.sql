-- What ALTER TABLE does by itself.
CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, price INT, old TEXT, older TEXT, CONSTRAINT positive CHECK (price > 0), CONSTRAINT small CHECK (price < 100));
CREATE INDEX items_old ON items (old);
CREATE INDEX items_name ON items (name);
CREATE TABLE strict_one (id INTEGER PRIMARY KEY, a TEXT) STRICT;
CREATE TABLE keyed (a TEXT, b INT, PRIMARY KEY (a)) WITHOUT ROWID;
