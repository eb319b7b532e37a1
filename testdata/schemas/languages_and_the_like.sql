-- Languages, transforms, conversions and access methods.
CREATE SCHEMA app;
CREATE FUNCTION app.handler() RETURNS language_handler LANGUAGE internal AS 'fmgr_sql_validator';
CREATE TRUSTED LANGUAGE tongue HANDLER app.handler;
CREATE OR REPLACE TRUSTED LANGUAGE tongue HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
COMMENT ON LANGUAGE tongue IS 'spoken';
CREATE FUNCTION app.speak() RETURNS integer LANGUAGE tongue AS 'BEGIN RETURN 1; END';
CREATE LANGUAGE dead HANDLER app.handler;
DROP LANGUAGE dead;
CREATE TYPE app.pair AS (a integer, b integer);
CREATE FUNCTION app.from_pair(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'prsd_lextype';
CREATE FUNCTION app.to_pair(internal) RETURNS app.pair LANGUAGE internal IMMUTABLE AS 'prsd_lextype';
CREATE TRANSFORM FOR app.pair LANGUAGE tongue (FROM SQL WITH FUNCTION app.from_pair(internal), TO SQL WITH FUNCTION app.to_pair(internal));
CREATE OR REPLACE TRANSFORM FOR app.pair LANGUAGE tongue (TO SQL WITH FUNCTION app.to_pair(internal));
COMMENT ON TRANSFORM FOR app.pair LANGUAGE tongue IS 'there';
ALTER LANGUAGE tongue RENAME TO dialect;
ALTER TYPE app.pair RENAME TO couple;
CREATE CONVERSION app.west FOR 'iso-8859-1' TO 'unicode' FROM iso8859_1_to_utf8;
CREATE DEFAULT CONVERSION app.east FOR 'windows-1251' TO 'utf-8' FROM win_to_utf8;
COMMENT ON CONVERSION app.west IS 'west';
ALTER CONVERSION app.west RENAME TO latin;
CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD tree TYPE INDEX HANDLER bthandler;
COMMENT ON ACCESS METHOD pile IS 'heap';
CREATE TABLE app.t (a integer) USING pile;
CREATE OPERATOR CLASS app.int_ops DEFAULT FOR TYPE integer USING tree AS
  OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
