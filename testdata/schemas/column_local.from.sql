-- Columns that a child declares itself, or does not any more.
CREATE TABLE p (a integer, b integer);
CREATE TABLE q (z integer);
CREATE TABLE c (a integer) INHERITS (p);
CREATE TABLE d () INHERITS (p);
CREATE TABLE e () INHERITS (p, q);
CREATE TABLE f () INHERITS (d);
