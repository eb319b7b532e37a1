-- rename type:app.days=nights
-- back type:app.nights=days
CREATE SCHEMA app;
CREATE TYPE app.nights;
CREATE FUNCTION app.days_canonical(app.nights) RETURNS app.nights LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE app.nights AS RANGE (SUBTYPE = integer, CANONICAL = app.days_canonical);
CREATE TYPE app.weeks;
CREATE FUNCTION app.weeks_canonical(app.weeks) RETURNS app.weeks LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE app.weeks AS RANGE (SUBTYPE = integer, CANONICAL = app.weeks_canonical, SUBTYPE_DIFF = int4range_subdiff);
GRANT EXECUTE ON FUNCTION app.weeks_canonical(app.weeks) TO pg_monitor;
CREATE TABLE app.stay (d app.nights, w app.weeks);
