CREATE FUNCTION to_number(text) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1::numeric';
CREATE TABLE t (
    a text,
    n integer,
    big bigint,
    by_function numeric GENERATED ALWAYS AS (to_number(a)) STORED,
    too_long varchar(2) GENERATED ALWAYS AS (a || 'x') STORED,
    too_big integer GENERATED ALWAYS AS (big) STORED,
    fits text GENERATED ALWAYS AS (lower(a)) STORED
);
