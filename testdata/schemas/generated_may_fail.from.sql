CREATE FUNCTION to_number(text) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1::numeric';
CREATE TABLE t (a text, n integer, big bigint);
