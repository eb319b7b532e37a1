-- kind: composite type
-- object
CREATE TYPE address AS (street text, city text);
-- attribute: attributes (one more)
CREATE TYPE address AS (street text, city text, country text);
-- attribute: attributes (one less)
CREATE TYPE address AS (street text);
-- attribute: attributes (of another type)
CREATE TYPE address AS (street text, city varchar(80));
-- attribute: name of an attribute
-- rename: attribute:address.city=town
CREATE TYPE address AS (street text, town text);
-- attribute: attribute comments
CREATE TYPE address AS (street text, city text);
COMMENT ON COLUMN address.city IS 'in its own language';
-- attribute: name
-- rename: type:address=place
CREATE TYPE place AS (street text, city text);
-- attribute: comment
CREATE TYPE address AS (street text, city text);
COMMENT ON TYPE address IS 'for letters';
