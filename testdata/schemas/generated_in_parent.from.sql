CREATE TABLE p (active text, n int);
CREATE TABLE c (x int) INHERITS (p);
