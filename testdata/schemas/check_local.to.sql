CREATE TABLE p (a integer, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE c (a integer) INHERITS (p);
CREATE TABLE d (b integer, CONSTRAINT positive CHECK (a > 0)) INHERITS (p);
