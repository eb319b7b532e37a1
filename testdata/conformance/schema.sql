-- kind: schema
-- object
CREATE SCHEMA app;
-- attribute: comment
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'all of it';
