-- kind: statistics
-- given
CREATE TABLE item (id integer NOT NULL, size integer, name text);
CREATE TABLE other (id integer NOT NULL, size integer);
-- object
CREATE STATISTICS together ON id, size FROM item;
-- attribute: columns
CREATE STATISTICS together ON id, size, name FROM item;
-- attribute: kinds
CREATE STATISTICS together (ndistinct) ON id, size FROM item;
-- attribute: expressions, since 14
CREATE STATISTICS together ON id, size, lower(name) FROM item;
-- attribute: table
CREATE STATISTICS together ON id, size FROM other;
-- attribute: statistics target
CREATE STATISTICS together ON id, size FROM item;
ALTER STATISTICS together SET STATISTICS 500;
-- attribute: comment
CREATE STATISTICS together ON id, size FROM item;
COMMENT ON STATISTICS together IS 'they go together';
