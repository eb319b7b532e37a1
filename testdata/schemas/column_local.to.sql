CREATE TABLE p (a integer, b integer);
CREATE TABLE q (z integer);
CREATE TABLE c () INHERITS (p);
CREATE TABLE d (b integer) INHERITS (p);
CREATE TABLE e (a integer, z integer, y integer) INHERITS (p, q);
CREATE TABLE f (a integer) INHERITS (d);
