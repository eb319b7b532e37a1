-- A check that a change of type makes anew comes with the parent's: not valid.
CREATE TABLE p (a varchar(50));
ALTER TABLE p ADD CONSTRAINT sane CHECK (a <> 'x') NOT VALID;
CREATE TABLE c (b integer) INHERITS (p);
CREATE TABLE d () INHERITS (c);
