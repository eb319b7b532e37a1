-- kind: function
-- given
CREATE TABLE item (id integer NOT NULL, size integer);
CREATE FUNCTION estimate(internal) RETURNS internal LANGUAGE internal AS 'textlike_support';
CREATE FUNCTION estimate_too(internal) RETURNS internal LANGUAGE internal AS 'textlike_support';
CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
-- object
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';
-- attribute: body
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n + n';
-- attribute: SQL body, since 14
-- was
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql RETURN n * 2;
-- is
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql RETURN n + n;
-- attribute: SQL body, body, since 14
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT n * 2; END;
-- attribute: language, body
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN n * 2; END';
-- attribute: arguments (a default)
CREATE FUNCTION twice(n integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';
-- attribute: arguments, body (another name)
CREATE FUNCTION twice(m integer) RETURNS integer LANGUAGE sql AS 'SELECT m * 2';
-- attribute: returns
CREATE FUNCTION twice(n integer) RETURNS bigint LANGUAGE sql AS 'SELECT n * 2';
-- attribute: returns set
CREATE FUNCTION twice(n integer) RETURNS SETOF integer LANGUAGE sql AS 'SELECT n * 2';
-- attribute: volatility
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
-- attribute: volatility (stable)
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql STABLE AS 'SELECT n * 2';
-- attribute: strict
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql STRICT AS 'SELECT n * 2';
-- attribute: leakproof
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql LEAKPROOF AS 'SELECT n * 2';
-- attribute: security definer
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT n * 2';
-- attribute: parallel
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql PARALLEL SAFE AS 'SELECT n * 2';
-- attribute: parallel (restricted)
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql PARALLEL RESTRICTED AS 'SELECT n * 2';
-- attribute: cost
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql COST 7 AS 'SELECT n * 2';
-- attribute: rows
-- was
CREATE FUNCTION twice(n integer) RETURNS SETOF integer LANGUAGE sql AS 'SELECT n * 2';
-- is
CREATE FUNCTION twice(n integer) RETURNS SETOF integer LANGUAGE sql ROWS 7 AS 'SELECT n * 2';
-- attribute: support
-- was
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql SUPPORT estimate AS 'SELECT n * 2';
-- is
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql SUPPORT estimate_too AS 'SELECT n * 2';
-- attribute: settings
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql SET search_path = public, pg_temp SET work_mem = '8MB' AS 'SELECT n * 2';
-- attribute: link symbol
-- was
CREATE FUNCTION act(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
-- is
CREATE FUNCTION act(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
-- attribute: object file
-- was
CREATE FUNCTION act(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
-- is
CREATE FUNCTION act(internal) RETURNS void LANGUAGE c AS 'plpgsql', 'plpgsql_inline_handler';
-- attribute: transforms
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql TRANSFORM FOR TYPE integer AS 'SELECT n * 2';
-- attribute: name
-- rename: function:twice(integer)=doubled
CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';
-- attribute: comment
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';
COMMENT ON FUNCTION twice(integer) IS 'two of them';
