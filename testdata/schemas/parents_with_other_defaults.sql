-- Parents give a column other defaults, which CREATE TABLE would refuse to merge; what only one of them has stays inherited alone.
CREATE TABLE p1 (v int);
CREATE TABLE p2 (v int, w int);
CREATE TABLE c () INHERITS (p1, p2);
CREATE TABLE d () INHERITS (p2);
CREATE TABLE e () INHERITS (p2, p1);
ALTER TABLE p1 ALTER v SET DEFAULT 1;
ALTER TABLE p2 ALTER v SET DEFAULT 2;
