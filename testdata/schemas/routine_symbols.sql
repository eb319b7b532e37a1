-- The symbol in an object file, or the server's own function, is the routine's name
-- if none is named, and stays that when the routine is renamed.
CREATE FUNCTION spi_insert_username() RETURNS trigger LANGUAGE c AS '$libdir/insert_username', 'insert_username';
CREATE FUNCTION insert_username() RETURNS trigger LANGUAGE c AS '$libdir/insert_username';
CREATE FUNCTION moddatetime() RETURNS trigger LANGUAGE c AS '$libdir/moddatetime', '-';
ALTER FUNCTION moddatetime() RENAME TO touched;
CREATE FUNCTION int4pl(smallint, smallint) RETURNS smallint LANGUAGE c STRICT AS '$libdir/insert_username', 'insert_username';
CREATE FUNCTION hashint4(smallint) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS '';
