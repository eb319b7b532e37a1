-- kind: extension
-- given
CREATE SCHEMA tools;
-- object
CREATE EXTENSION hstore VERSION '1.6';
-- attribute: version
CREATE EXTENSION hstore VERSION '1.7';
-- attribute: schema
CREATE EXTENSION hstore SCHEMA tools VERSION '1.6';
-- attribute: comment
CREATE EXTENSION hstore VERSION '1.6';
COMMENT ON EXTENSION hstore IS 'keys and values';
