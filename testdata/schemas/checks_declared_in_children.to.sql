-- Who declares a check changes.
CREATE TABLE p (i int, CONSTRAINT a CHECK (i > 0), CONSTRAINT b CHECK (i > 1));
CREATE TABLE ch (i int, CONSTRAINT a CHECK (i > 0)) INHERITS (p);
CREATE TABLE ch1 (CONSTRAINT b CHECK (i > 1)) INHERITS (ch);
CREATE TABLE q (i int, CONSTRAINT c CHECK (i > 2));
CREATE TABLE r () INHERITS (q);
