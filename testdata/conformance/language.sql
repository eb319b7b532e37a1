-- kind: language
-- given
CREATE FUNCTION handler() RETURNS language_handler LANGUAGE internal AS 'fmgr_sql_validator';
CREATE TABLE item (id integer);
-- object
CREATE LANGUAGE tongue HANDLER plpgsql_call_handler;
-- attribute: trusted
CREATE TRUSTED LANGUAGE tongue HANDLER plpgsql_call_handler;
-- attribute: handler
CREATE LANGUAGE tongue HANDLER handler;
-- attribute: inline
CREATE LANGUAGE tongue HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler;
-- attribute: validator
CREATE LANGUAGE tongue HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
-- attribute: trusted (under a function)
-- was
CREATE LANGUAGE tongue HANDLER plpgsql_call_handler;
CREATE FUNCTION speak() RETURNS integer LANGUAGE tongue AS 'BEGIN RETURN 1; END';
-- is
CREATE TRUSTED LANGUAGE tongue HANDLER plpgsql_call_handler;
CREATE FUNCTION speak() RETURNS integer LANGUAGE tongue AS 'BEGIN RETURN 1; END';
-- attribute: comment
CREATE LANGUAGE tongue HANDLER plpgsql_call_handler;
COMMENT ON LANGUAGE tongue IS 'spoken';
