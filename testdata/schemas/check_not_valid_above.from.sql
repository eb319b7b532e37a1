-- The child declares the valid check itself; the parent's of the same name is not valid.
CREATE TABLE base (a integer);
ALTER TABLE base ADD CONSTRAINT sane CHECK (a > 0) NOT VALID;
CREATE TABLE child (a integer, CONSTRAINT sane CHECK (a > 0));
ALTER TABLE child INHERIT base;
