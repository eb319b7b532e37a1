CREATE TABLE p (a integer, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE c (a integer, CONSTRAINT positive CHECK (a > 0)) INHERITS (p);
CREATE TABLE d (b integer) INHERITS (p);
