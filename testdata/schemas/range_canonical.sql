-- has what the product does not hold
-- A canonical function takes the type before it is one.
CREATE TYPE days;
CREATE FUNCTION days_canonical(days) RETURNS days LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE days AS RANGE (SUBTYPE = integer, CANONICAL = days_canonical);
CREATE TABLE stay (d days);
