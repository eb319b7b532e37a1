CREATE TABLE t (a int, b int, CONSTRAINT k1 UNIQUE (a));
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE c (amount mood, s int, CONSTRAINT uq UNIQUE (s) INCLUDE (amount));
CREATE TABLE i (r int REFERENCES c (s));
