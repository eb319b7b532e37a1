-- kind: privileges
-- given
CREATE ROLE laws_alice;
CREATE ROLE laws_bob;
CREATE ROLE laws_carol;
-- object
CREATE TABLE item (id integer, name text);
GRANT SELECT ON item TO laws_alice;
-- attribute: table
CREATE TABLE item (id integer, name text);
GRANT SELECT, INSERT ON item TO laws_alice;
-- attribute: table (nothing)
CREATE TABLE item (id integer, name text);
-- attribute: table (all)
CREATE TABLE item (id integer, name text);
GRANT ALL ON item TO laws_alice;
-- attribute: table (grant option)
CREATE TABLE item (id integer, name text);
GRANT SELECT ON item TO laws_alice WITH GRANT OPTION;
-- attribute: table (PUBLIC)
CREATE TABLE item (id integer, name text);
GRANT SELECT ON item TO PUBLIC;
-- attribute: table (granted by another role)
-- was
CREATE TABLE item (id integer, name text);
GRANT SELECT ON item TO laws_alice WITH GRANT OPTION;
-- is
CREATE TABLE item (id integer, name text);
GRANT SELECT ON item TO laws_alice WITH GRANT OPTION;
SET ROLE laws_alice;
GRANT SELECT ON item TO laws_carol;
RESET ROLE;
-- attribute: table (of the owner)
-- was
CREATE TABLE item (id integer, name text);
ALTER TABLE item OWNER TO laws_alice;
-- is
CREATE TABLE item (id integer, name text);
ALTER TABLE item OWNER TO laws_alice;
REVOKE TRUNCATE ON item FROM laws_alice;
-- attribute: table (MAINTAIN), since 17
CREATE TABLE item (id integer, name text);
GRANT MAINTAIN ON item TO laws_alice;
-- attribute: column
-- was
CREATE TABLE item (id integer, name text);
GRANT SELECT (id) ON item TO laws_alice;
-- is
CREATE TABLE item (id integer, name text);
GRANT SELECT (id), UPDATE (name) ON item TO laws_alice, laws_bob;
-- attribute: column (of a view)
-- was
CREATE VIEW seen AS SELECT 1 AS id;
-- is
CREATE VIEW seen AS SELECT 1 AS id;
GRANT SELECT (id) ON seen TO laws_alice;
-- attribute: schema (public)
-- was
CREATE TABLE item (id integer);
-- is
CREATE TABLE item (id integer);
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT CREATE, USAGE ON SCHEMA public TO laws_alice;
-- attribute: view
-- was
CREATE VIEW o AS SELECT 1 AS a;
GRANT SELECT ON TABLE o TO laws_alice;
-- is
CREATE VIEW o AS SELECT 1 AS a;
GRANT SELECT ON TABLE o TO laws_alice WITH GRANT OPTION;
GRANT INSERT ON TABLE o TO laws_bob;
-- attribute: table (a materialized view)
-- was
CREATE MATERIALIZED VIEW o AS SELECT 1 AS a;
GRANT SELECT ON TABLE o TO laws_alice;
-- is
CREATE MATERIALIZED VIEW o AS SELECT 1 AS a;
GRANT SELECT ON TABLE o TO laws_alice WITH GRANT OPTION;
GRANT ALL ON TABLE o TO laws_bob;
-- attribute: sequence
-- was
CREATE SEQUENCE o;
GRANT USAGE ON SEQUENCE o TO laws_alice;
-- is
CREATE SEQUENCE o;
GRANT USAGE ON SEQUENCE o TO laws_alice WITH GRANT OPTION;
GRANT SELECT, UPDATE ON SEQUENCE o TO laws_bob;
-- attribute: enum
-- was
CREATE TYPE o AS ENUM ('a');
GRANT USAGE ON TYPE o TO laws_alice;
-- is
CREATE TYPE o AS ENUM ('a');
GRANT USAGE ON TYPE o TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON TYPE o FROM PUBLIC;
-- attribute: domain
-- was
CREATE DOMAIN o AS text;
GRANT USAGE ON DOMAIN o TO laws_alice;
-- is
CREATE DOMAIN o AS text;
GRANT USAGE ON DOMAIN o TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON DOMAIN o FROM PUBLIC;
-- attribute: composite type
-- was
CREATE TYPE o AS (a integer);
GRANT USAGE ON TYPE o TO laws_alice;
-- is
CREATE TYPE o AS (a integer);
GRANT USAGE ON TYPE o TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON TYPE o FROM PUBLIC;
-- attribute: range type
-- was
CREATE TYPE o AS RANGE (subtype = integer);
GRANT USAGE ON TYPE o TO laws_alice;
-- is
CREATE TYPE o AS RANGE (subtype = integer);
GRANT USAGE ON TYPE o TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON TYPE o FROM PUBLIC;
-- attribute: base type
-- was
CREATE TYPE o;
CREATE FUNCTION o_in(cstring) RETURNS o LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION o_out(o) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE o (input = o_in, output = o_out, internallength = 4, passedbyvalue);
GRANT USAGE ON TYPE o TO laws_alice;
-- is
CREATE TYPE o;
CREATE FUNCTION o_in(cstring) RETURNS o LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION o_out(o) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE o (input = o_in, output = o_out, internallength = 4, passedbyvalue);
GRANT USAGE ON TYPE o TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON TYPE o FROM PUBLIC;
-- attribute: function
-- was
CREATE FUNCTION o(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
GRANT EXECUTE ON FUNCTION o(integer) TO laws_alice;
-- is
CREATE FUNCTION o(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
GRANT EXECUTE ON FUNCTION o(integer) TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON FUNCTION o(integer) FROM PUBLIC;
-- attribute: procedure
-- was
CREATE PROCEDURE o(a integer) LANGUAGE sql AS 'SELECT a';
GRANT EXECUTE ON PROCEDURE o(integer) TO laws_alice;
-- is
CREATE PROCEDURE o(a integer) LANGUAGE sql AS 'SELECT a';
GRANT EXECUTE ON PROCEDURE o(integer) TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON PROCEDURE o(integer) FROM PUBLIC;
-- attribute: aggregate
-- was
CREATE AGGREGATE o(integer) (sfunc = int4pl, stype = integer);
GRANT EXECUTE ON FUNCTION o(integer) TO laws_alice;
-- is
CREATE AGGREGATE o(integer) (sfunc = int4pl, stype = integer);
GRANT EXECUTE ON FUNCTION o(integer) TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON FUNCTION o(integer) FROM PUBLIC;
-- attribute: window function
-- was
CREATE FUNCTION o() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
GRANT EXECUTE ON FUNCTION o() TO laws_alice;
-- is
CREATE FUNCTION o() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
GRANT EXECUTE ON FUNCTION o() TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON FUNCTION o() FROM PUBLIC;
-- attribute: schema
-- was
CREATE SCHEMA o;
GRANT USAGE ON SCHEMA o TO laws_alice;
-- is
CREATE SCHEMA o;
GRANT USAGE ON SCHEMA o TO laws_alice WITH GRANT OPTION;
GRANT CREATE ON SCHEMA o TO laws_bob;
-- attribute: language
-- was
CREATE FUNCTION h() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE TRUSTED LANGUAGE o HANDLER h;
GRANT USAGE ON LANGUAGE o TO laws_alice;
-- is
CREATE FUNCTION h() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE TRUSTED LANGUAGE o HANDLER h;
GRANT USAGE ON LANGUAGE o TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON LANGUAGE o FROM PUBLIC;
-- attribute: foreign-data wrapper
-- was
CREATE FOREIGN DATA WRAPPER o;
GRANT USAGE ON FOREIGN DATA WRAPPER o TO laws_alice;
-- is
CREATE FOREIGN DATA WRAPPER o;
GRANT USAGE ON FOREIGN DATA WRAPPER o TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON FOREIGN DATA WRAPPER o FROM PUBLIC;
-- attribute: server
-- was
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER o FOREIGN DATA WRAPPER far;
GRANT USAGE ON FOREIGN SERVER o TO laws_alice;
-- is
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER o FOREIGN DATA WRAPPER far;
GRANT USAGE ON FOREIGN SERVER o TO laws_alice WITH GRANT OPTION;
REVOKE ALL ON FOREIGN SERVER o FROM PUBLIC;
-- attribute: database
-- was
CREATE TABLE item (id integer);
-- is
CREATE TABLE item (id integer);
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO laws_alice', current_database()); END $$;
-- attribute: table (a foreign table)
-- was
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER there FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE o (a integer) SERVER there;
GRANT SELECT ON TABLE o TO laws_alice;
-- is
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER there FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE o (a integer) SERVER there;
GRANT SELECT ON TABLE o TO laws_alice WITH GRANT OPTION;
GRANT INSERT ON TABLE o TO laws_bob;
