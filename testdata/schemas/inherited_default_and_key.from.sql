-- from 18
CREATE TABLE parent (code text DEFAULT 'x', n integer);
CREATE TABLE child (b boolean, PRIMARY KEY (code)) INHERITS (parent);
