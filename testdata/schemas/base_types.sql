-- Base types and shell types, with their functions, in every order.
CREATE SCHEMA app;
CREATE TYPE app.number;
CREATE FUNCTION app.number_in(cstring) RETURNS app.number LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION app.number_out(app.number) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE FUNCTION app.number_recv(internal) RETURNS app.number LANGUAGE internal IMMUTABLE STRICT AS 'int4recv';
CREATE FUNCTION app.number_send(app.number) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'int4send';
COMMENT ON TYPE app.number IS 'a number';
CREATE TYPE app.number (INPUT = app.number_in, OUTPUT = app.number_out, LIKE = integer, CATEGORY = 'N', PREFERRED = false, DELIMITER = ';', DEFAULT = '3');
ALTER TYPE app.number SET (SEND = app.number_send, RECEIVE = app.number_recv);
CREATE TYPE app.chars;
CREATE FUNCTION app.chars_in(cstring, oid, integer) RETURNS app.chars LANGUAGE internal IMMUTABLE STRICT AS 'varcharin';
CREATE FUNCTION app.chars_out(app.chars) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varcharout';
CREATE TYPE app.chars (
  INPUT = app.chars_in, OUTPUT = app.chars_out, TYPMOD_IN = varchartypmodin, TYPMOD_OUT = varchartypmodout, INTERNALLENGTH = VARIABLE,
  STORAGE = extended, COLLATABLE = true
);
ALTER TYPE app.chars SET (STORAGE = main);
CREATE TYPE app.later;
CREATE TYPE app.vector;
CREATE FUNCTION app.vector_in(cstring) RETURNS app.vector LANGUAGE internal IMMUTABLE STRICT AS 'point_in';
CREATE FUNCTION app.vector_out(app.vector) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'point_out';
CREATE TYPE app.vector (INPUT = app.vector_in, OUTPUT = app.vector_out, INTERNALLENGTH = 16, ALIGNMENT = double, ELEMENT = float8);
CREATE FUNCTION app.number_eq(app.number, app.number) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4eq';
CREATE FUNCTION app.number_hash(app.number) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'hashint4';
CREATE OPERATOR app.= (FUNCTION = app.number_eq, LEFTARG = app.number, RIGHTARG = app.number, COMMUTATOR = OPERATOR(app.=), HASHES);
CREATE OPERATOR CLASS app.number_ops DEFAULT FOR TYPE app.number USING hash AS OPERATOR 1 app.=, FUNCTION 1 app.number_hash(app.number);
CREATE CAST (app.number AS integer) WITHOUT FUNCTION AS IMPLICIT;
CREATE TABLE app.t (n app.number DEFAULT '7' CHECK (n OPERATOR(app.=) '3'::app.number), c app.chars COLLATE "C", d app.number[], v app.vector);
CREATE INDEX t_n ON app.t USING hash (n);
CREATE DOMAIN app.positive AS app.number CHECK (VALUE::integer > 0);
ALTER TYPE app.chars RENAME TO letters;
