-- kind: range type
-- given
CREATE TABLE item (id integer);
-- object
CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
-- attribute: subtype
-- was
CREATE TYPE span AS RANGE (SUBTYPE = float8);
-- is
CREATE TYPE span AS RANGE (SUBTYPE = numeric);
-- attribute: subtype difference function
CREATE TYPE span AS RANGE (SUBTYPE = float8);
-- attribute: operator class
-- was
CREATE TYPE span AS RANGE (SUBTYPE = text);
-- is
CREATE TYPE span AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = text_pattern_ops);
-- attribute: collation
-- was
CREATE TYPE span AS RANGE (SUBTYPE = text);
-- is
CREATE TYPE span AS RANGE (SUBTYPE = text, COLLATION = "C");
-- attribute: canonical function
-- was
CREATE TYPE span AS RANGE (SUBTYPE = integer);
-- is
CREATE TYPE span;
CREATE FUNCTION span_canonical(span) RETURNS span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE span AS RANGE (SUBTYPE = integer, CANONICAL = span_canonical);
-- attribute: canonical function (another one)
-- was
CREATE TYPE span;
CREATE FUNCTION span_canonical(span) RETURNS span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE FUNCTION span_form(span) RETURNS span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE span AS RANGE (SUBTYPE = integer, CANONICAL = span_canonical);
CREATE TABLE spans (s span);
-- is
CREATE TYPE span;
CREATE FUNCTION span_canonical(span) RETURNS span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE FUNCTION span_form(span) RETURNS span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE span AS RANGE (SUBTYPE = integer, CANONICAL = span_form);
CREATE TABLE spans (s span);
-- attribute: multirange type, since 14
CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = spans);
-- attribute: name
-- rename: type:span=stretch
CREATE TYPE stretch AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
-- attribute: comment
CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
COMMENT ON TYPE span IS 'from here to there';
