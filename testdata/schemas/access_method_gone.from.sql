-- What orders the values for an access method goes before that.
CREATE FUNCTION a_handler(internal) RETURNS index_am_handler LANGUAGE internal STRICT AS 'bthandler';
CREATE ACCESS METHOD a TYPE INDEX HANDLER a_handler;
CREATE OPERATOR CLASS a_class DEFAULT FOR TYPE integer USING a AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE OPERATOR FAMILY a_family USING a;
