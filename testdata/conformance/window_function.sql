-- kind: window function
-- given
CREATE FUNCTION estimate(internal) RETURNS internal LANGUAGE internal AS 'textlike_support';
CREATE FUNCTION estimate_too(internal) RETURNS internal LANGUAGE internal AS 'textlike_support';
CREATE TRANSFORM FOR bigint LANGUAGE internal (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int8recv(internal));
-- object
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
-- attribute: body
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW AS 'window_rank';
-- attribute: language, body, object file, link symbol
CREATE FUNCTION number() RETURNS bigint LANGUAGE c WINDOW AS '$libdir/plpgsql', 'plpgsql_call_handler';
-- attribute: object file
-- was
CREATE FUNCTION number() RETURNS bigint LANGUAGE c WINDOW AS '$libdir/plpgsql', 'plpgsql_call_handler';
-- is
CREATE FUNCTION number() RETURNS bigint LANGUAGE c WINDOW AS 'plpgsql', 'plpgsql_call_handler';
-- attribute: link symbol
-- was
CREATE FUNCTION number() RETURNS bigint LANGUAGE c WINDOW AS '$libdir/plpgsql', 'plpgsql_call_handler';
-- is
CREATE FUNCTION number() RETURNS bigint LANGUAGE c WINDOW AS '$libdir/plpgsql', 'plpgsql_inline_handler';
-- attribute: arguments
-- was
CREATE FUNCTION number(n integer) RETURNS bigint LANGUAGE internal WINDOW AS 'window_ntile';
-- is
CREATE FUNCTION number(n integer DEFAULT 1) RETURNS bigint LANGUAGE internal WINDOW AS 'window_ntile';
-- attribute: returns
CREATE FUNCTION number() RETURNS integer LANGUAGE internal WINDOW AS 'window_row_number';
-- attribute: returns set
CREATE FUNCTION number() RETURNS SETOF bigint LANGUAGE internal WINDOW AS 'window_row_number';
-- attribute: transforms
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal TRANSFORM FOR TYPE bigint WINDOW AS 'window_row_number';
-- attribute: volatility
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE AS 'window_row_number';
-- attribute: strict
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW STRICT AS 'window_row_number';
-- attribute: leakproof
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW LEAKPROOF AS 'window_row_number';
-- attribute: security definer
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW SECURITY DEFINER AS 'window_row_number';
-- attribute: parallel
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW PARALLEL SAFE AS 'window_row_number';
-- attribute: cost
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW COST 7 AS 'window_row_number';
-- attribute: settings
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW SET work_mem = '8MB' AS 'window_row_number';
-- attribute: rows
-- was
CREATE FUNCTION number() RETURNS SETOF bigint LANGUAGE internal WINDOW AS 'window_row_number';
-- is
CREATE FUNCTION number() RETURNS SETOF bigint LANGUAGE internal WINDOW ROWS 7 AS 'window_row_number';
-- attribute: support
-- was
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW SUPPORT estimate AS 'window_row_number';
-- is
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW SUPPORT estimate_too AS 'window_row_number';
-- attribute: name
-- rename: function:number()=counted
CREATE FUNCTION counted() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
-- attribute: comment
CREATE FUNCTION number() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
COMMENT ON FUNCTION number() IS 'one, two';
