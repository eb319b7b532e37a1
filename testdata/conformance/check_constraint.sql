-- kind: check constraint
-- given
CREATE TABLE item (id integer NOT NULL, size integer);
CREATE TABLE base (size integer);
-- object
ALTER TABLE item ADD CONSTRAINT positive CHECK (size > 0);
-- attribute: expression
ALTER TABLE item ADD CONSTRAINT positive CHECK (size >= 0);
-- attribute: no inherit
ALTER TABLE item ADD CONSTRAINT positive CHECK (size > 0) NO INHERIT;
-- attribute: not valid
ALTER TABLE item ADD CONSTRAINT positive CHECK (size > 0) NOT VALID;
-- attribute: not enforced, since 18
ALTER TABLE item ADD CONSTRAINT positive CHECK (size > 0) NOT ENFORCED;
-- attribute: inherited
-- was
ALTER TABLE base ADD CONSTRAINT positive CHECK (size > 0);
ALTER TABLE item ADD CONSTRAINT positive CHECK (size > 0);
-- is
ALTER TABLE base ADD CONSTRAINT positive CHECK (size > 0);
ALTER TABLE item ADD CONSTRAINT positive CHECK (size > 0);
ALTER TABLE item INHERIT base;
-- attribute: name
-- rename: constraint:item.positive=above_zero
ALTER TABLE item ADD CONSTRAINT above_zero CHECK (size > 0);
-- attribute: comment
ALTER TABLE item ADD CONSTRAINT positive CHECK (size > 0);
COMMENT ON CONSTRAINT positive ON item IS 'nothing is flat';
