-- A check that is added NOT VALID is so in the children that are there, and
-- valid in those that come later.
CREATE TABLE p (a int);
CREATE TABLE before () INHERITS (p);
ALTER TABLE p ADD CONSTRAINT positive CHECK (a > 0) NOT VALID;
CREATE TABLE after () INHERITS (p);
CREATE TABLE q (a int) PARTITION BY LIST (a);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
ALTER TABLE q ADD CHECK (a > 0) NOT VALID;
CREATE TABLE q2 PARTITION OF q FOR VALUES IN (2) PARTITION BY RANGE (a);
