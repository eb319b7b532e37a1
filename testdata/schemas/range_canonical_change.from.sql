-- A canonical function comes, goes, changes, and stays while the type is made anew.
CREATE TYPE gains AS RANGE (SUBTYPE = integer);
CREATE TYPE plain AS RANGE (SUBTYPE = integer);
CREATE FUNCTION plain_canonical(plain) RETURNS plain LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE other;
CREATE FUNCTION other_canonical(other) RETURNS other LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE other AS RANGE (SUBTYPE = integer, CANONICAL = other_canonical);
CREATE TYPE stays;
CREATE FUNCTION stays_canonical(stays) RETURNS stays LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
COMMENT ON FUNCTION stays_canonical(stays) IS 'as the server does';
CREATE TYPE stays AS RANGE (SUBTYPE = integer, CANONICAL = stays_canonical);
CREATE TYPE goes;
CREATE FUNCTION goes_canonical(goes) RETURNS goes LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE goes AS RANGE (SUBTYPE = integer, CANONICAL = goes_canonical);
CREATE FUNCTION span_of(goes) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT upper($1) - lower($1)';
CREATE TYPE within AS (s stays, note text);
CREATE TABLE t (g gains, p plain, o other, s stays DEFAULT stays_canonical('[1,4)'::stays), w within);
CREATE VIEW v AS SELECT stays_canonical(s) AS c FROM t;
