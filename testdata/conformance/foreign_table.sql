-- kind: table
-- title: foreign table
-- given
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER there FOREIGN DATA WRAPPER far;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER far;
CREATE TABLE base (id integer);
CREATE TABLE parted (id integer, name text) PARTITION BY RANGE (id);
-- object
CREATE FOREIGN TABLE item (id integer NOT NULL, name text) SERVER there OPTIONS (path '/one');
-- attribute: server
CREATE FOREIGN TABLE item (id integer NOT NULL, name text) SERVER elsewhere OPTIONS (path '/one');
-- attribute: server (of a table)
-- was
CREATE TABLE item (id integer NOT NULL, name text);
-- is
CREATE FOREIGN TABLE item (id integer NOT NULL, name text) SERVER there;
-- attribute: foreign options
CREATE FOREIGN TABLE item (id integer NOT NULL, name text) SERVER there OPTIONS (path '/two', format 'csv');
-- attribute: inherits
CREATE FOREIGN TABLE item (id integer NOT NULL, name text) INHERITS (base) SERVER there OPTIONS (path '/one');
-- attribute: partition of, partition bound
-- was
CREATE FOREIGN TABLE item (id integer, name text) SERVER there;
-- is
CREATE FOREIGN TABLE item PARTITION OF parted FOR VALUES FROM (1) TO (10) SERVER there;
-- attribute: partition bound
-- was
CREATE FOREIGN TABLE item PARTITION OF parted FOR VALUES FROM (1) TO (10) SERVER there;
-- is
CREATE FOREIGN TABLE item PARTITION OF parted FOR VALUES FROM (1) TO (20) SERVER there;
-- attribute: name
-- rename: table:item=thing
CREATE FOREIGN TABLE thing (id integer NOT NULL, name text) SERVER there OPTIONS (path '/one');
-- attribute: comment
CREATE FOREIGN TABLE item (id integer NOT NULL, name text) SERVER there OPTIONS (path '/one');
COMMENT ON FOREIGN TABLE item IS 'far away';
