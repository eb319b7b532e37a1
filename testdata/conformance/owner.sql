-- kind: owner
-- given
CREATE ROLE laws_alice;
CREATE ROLE laws_bob;
CREATE ROLE laws_root SUPERUSER;
CREATE ROLE laws_boss SUPERUSER;
-- object
CREATE TABLE item (id serial);
ALTER TABLE item OWNER TO laws_alice;
-- attribute: table
CREATE TABLE item (id serial);
ALTER TABLE item OWNER TO laws_bob;
-- attribute: table (and of its column's type)
-- was
CREATE TABLE item (id integer, total integer);
ALTER TABLE item OWNER TO laws_alice;
CREATE VIEW seen AS SELECT total FROM item;
ALTER VIEW seen OWNER TO laws_alice;
-- is
CREATE TABLE item (id integer, total numeric);
ALTER TABLE item OWNER TO laws_bob;
CREATE VIEW seen AS SELECT total FROM item;
ALTER VIEW seen OWNER TO laws_alice;
-- attribute: view
-- was
CREATE VIEW o AS SELECT 1 AS a;
ALTER VIEW o OWNER TO laws_alice;
-- is
CREATE VIEW o AS SELECT 1 AS a;
ALTER VIEW o OWNER TO laws_bob;
-- attribute: table (a materialized view)
-- was
CREATE MATERIALIZED VIEW o AS SELECT 1 AS a;
ALTER MATERIALIZED VIEW o OWNER TO laws_alice;
-- is
CREATE MATERIALIZED VIEW o AS SELECT 1 AS a;
ALTER MATERIALIZED VIEW o OWNER TO laws_bob;
-- attribute: sequence
-- was
CREATE SEQUENCE o;
ALTER SEQUENCE o OWNER TO laws_alice;
-- is
CREATE SEQUENCE o;
ALTER SEQUENCE o OWNER TO laws_bob;
-- attribute: enum
-- was
CREATE TYPE o AS ENUM ('a');
ALTER TYPE o OWNER TO laws_alice;
-- is
CREATE TYPE o AS ENUM ('a');
ALTER TYPE o OWNER TO laws_bob;
-- attribute: domain
-- was
CREATE DOMAIN o AS text;
ALTER DOMAIN o OWNER TO laws_alice;
-- is
CREATE DOMAIN o AS text;
ALTER DOMAIN o OWNER TO laws_bob;
-- attribute: composite type
-- was
CREATE TYPE o AS (a integer);
ALTER TYPE o OWNER TO laws_alice;
-- is
CREATE TYPE o AS (a integer);
ALTER TYPE o OWNER TO laws_bob;
-- attribute: range type
-- was
CREATE TYPE o AS RANGE (subtype = integer);
ALTER TYPE o OWNER TO laws_alice;
-- is
CREATE TYPE o AS RANGE (subtype = integer);
ALTER TYPE o OWNER TO laws_bob;
-- attribute: base type
-- was
CREATE TYPE o;
CREATE FUNCTION o_in(cstring) RETURNS o LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION o_out(o) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE o (input = o_in, output = o_out, internallength = 4, passedbyvalue);
ALTER TYPE o OWNER TO laws_alice;
-- is
CREATE TYPE o;
CREATE FUNCTION o_in(cstring) RETURNS o LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION o_out(o) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE o (input = o_in, output = o_out, internallength = 4, passedbyvalue);
ALTER TYPE o OWNER TO laws_bob;
-- attribute: function
-- was
CREATE FUNCTION o(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
ALTER FUNCTION o(integer) OWNER TO laws_alice;
-- is
CREATE FUNCTION o(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
ALTER FUNCTION o(integer) OWNER TO laws_bob;
-- attribute: procedure
-- was
CREATE PROCEDURE o(a integer) LANGUAGE sql AS 'SELECT a';
ALTER PROCEDURE o(integer) OWNER TO laws_alice;
-- is
CREATE PROCEDURE o(a integer) LANGUAGE sql AS 'SELECT a';
ALTER PROCEDURE o(integer) OWNER TO laws_bob;
-- attribute: aggregate
-- was
CREATE AGGREGATE o(integer) (sfunc = int4pl, stype = integer);
ALTER AGGREGATE o(integer) OWNER TO laws_alice;
-- is
CREATE AGGREGATE o(integer) (sfunc = int4pl, stype = integer);
ALTER AGGREGATE o(integer) OWNER TO laws_bob;
-- attribute: window function
-- was
CREATE FUNCTION o() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
ALTER FUNCTION o() OWNER TO laws_alice;
-- is
CREATE FUNCTION o() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
ALTER FUNCTION o() OWNER TO laws_bob;
-- attribute: schema
-- was
CREATE SCHEMA o;
ALTER SCHEMA o OWNER TO laws_alice;
-- is
CREATE SCHEMA o;
ALTER SCHEMA o OWNER TO laws_bob;
-- attribute: operator
-- was
CREATE OPERATOR === (function = int4eq, leftarg = integer, rightarg = integer);
ALTER OPERATOR === (integer, integer) OWNER TO laws_alice;
-- is
CREATE OPERATOR === (function = int4eq, leftarg = integer, rightarg = integer);
ALTER OPERATOR === (integer, integer) OWNER TO laws_bob;
-- attribute: operator class
-- was
CREATE OPERATOR FAMILY f USING btree;
CREATE OPERATOR CLASS o FOR TYPE integer USING btree FAMILY f AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
ALTER OPERATOR CLASS o USING btree OWNER TO laws_alice;
-- is
CREATE OPERATOR FAMILY f USING btree;
CREATE OPERATOR CLASS o FOR TYPE integer USING btree FAMILY f AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
ALTER OPERATOR CLASS o USING btree OWNER TO laws_bob;
-- attribute: operator family
-- was
CREATE OPERATOR FAMILY o USING btree;
ALTER OPERATOR FAMILY o USING btree OWNER TO laws_alice;
-- is
CREATE OPERATOR FAMILY o USING btree;
ALTER OPERATOR FAMILY o USING btree OWNER TO laws_bob;
-- attribute: collation
-- was
CREATE COLLATION o FROM "C";
ALTER COLLATION o OWNER TO laws_alice;
-- is
CREATE COLLATION o FROM "C";
ALTER COLLATION o OWNER TO laws_bob;
-- attribute: conversion
-- was
CREATE CONVERSION o FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
ALTER CONVERSION o OWNER TO laws_alice;
-- is
CREATE CONVERSION o FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
ALTER CONVERSION o OWNER TO laws_bob;
-- attribute: text search configuration
-- was
CREATE TEXT SEARCH CONFIGURATION o (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION o OWNER TO laws_alice;
-- is
CREATE TEXT SEARCH CONFIGURATION o (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION o OWNER TO laws_bob;
-- attribute: text search dictionary
-- was
CREATE TEXT SEARCH DICTIONARY o (TEMPLATE = simple);
ALTER TEXT SEARCH DICTIONARY o OWNER TO laws_alice;
-- is
CREATE TEXT SEARCH DICTIONARY o (TEMPLATE = simple);
ALTER TEXT SEARCH DICTIONARY o OWNER TO laws_bob;
-- attribute: statistics
-- was
CREATE TABLE item (a integer, b integer);
CREATE STATISTICS o ON a, b FROM item;
ALTER STATISTICS o OWNER TO laws_alice;
-- is
CREATE TABLE item (a integer, b integer);
CREATE STATISTICS o ON a, b FROM item;
ALTER STATISTICS o OWNER TO laws_bob;
-- attribute: language
-- was
CREATE FUNCTION h() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE LANGUAGE o HANDLER h;
ALTER LANGUAGE o OWNER TO laws_alice;
-- is
CREATE FUNCTION h() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE LANGUAGE o HANDLER h;
ALTER LANGUAGE o OWNER TO laws_bob;
-- attribute: foreign-data wrapper
-- was
CREATE FOREIGN DATA WRAPPER o;
ALTER FOREIGN DATA WRAPPER o OWNER TO laws_root;
-- is
CREATE FOREIGN DATA WRAPPER o;
ALTER FOREIGN DATA WRAPPER o OWNER TO laws_boss;
-- attribute: server
-- was
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER o FOREIGN DATA WRAPPER far;
ALTER SERVER o OWNER TO laws_alice;
-- is
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER o FOREIGN DATA WRAPPER far;
ALTER SERVER o OWNER TO laws_bob;
-- attribute: publication
-- was
CREATE PUBLICATION o;
ALTER PUBLICATION o OWNER TO laws_alice;
-- is
CREATE PUBLICATION o;
ALTER PUBLICATION o OWNER TO laws_bob;
-- attribute: subscription
-- was
CREATE SUBSCRIPTION o CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION o OWNER TO laws_root;
-- is
CREATE SUBSCRIPTION o CONNECTION 'dbname=far' PUBLICATION one WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION o OWNER TO laws_boss;
-- attribute: event trigger
-- was
CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER o ON ddl_command_end EXECUTE FUNCTION noted();
ALTER EVENT TRIGGER o OWNER TO laws_root;
-- is
CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER o ON ddl_command_end EXECUTE FUNCTION noted();
ALTER EVENT TRIGGER o OWNER TO laws_boss;
-- attribute: table (a foreign table)
-- was
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER there FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE o (a integer) SERVER there;
ALTER FOREIGN TABLE o OWNER TO laws_alice;
-- is
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER there FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE o (a integer) SERVER there;
ALTER FOREIGN TABLE o OWNER TO laws_bob;
