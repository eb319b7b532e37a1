-- from 18
CREATE TABLE parent (code text DEFAULT 'y', n integer);
CREATE TABLE child (b boolean, CONSTRAINT nn NOT NULL code) INHERITS (parent);
CREATE TABLE other (CONSTRAINT nn NOT NULL code) INHERITS (parent);
