-- kind: domain constraint
-- given
CREATE DOMAIN price AS numeric(10, 2);
CREATE TABLE item (cost price);
-- object
ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0);
-- attribute: expression
ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE >= 0);
-- attribute: not valid
ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
-- attribute: name
-- rename: constraint:price.positive=above_zero
ALTER DOMAIN price ADD CONSTRAINT above_zero CHECK (VALUE > 0);
-- attribute: comment
ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0);
COMMENT ON CONSTRAINT positive ON DOMAIN price IS 'nothing is free';
