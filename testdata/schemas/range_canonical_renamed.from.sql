-- A range type with a canonical function gets other names, by themselves and together.
CREATE SCHEMA app;
CREATE TYPE app.days;
CREATE FUNCTION app.days_canonical(app.days) RETURNS app.days LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE app.days AS RANGE (SUBTYPE = integer, CANONICAL = app.days_canonical);
CREATE TYPE app.weeks;
CREATE FUNCTION app.weeks_canonical(app.weeks) RETURNS app.weeks LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE app.weeks AS RANGE (SUBTYPE = integer, CANONICAL = app.weeks_canonical);
GRANT EXECUTE ON FUNCTION app.weeks_canonical(app.weeks) TO pg_monitor;
CREATE TABLE app.stay (d app.days, w app.weeks);
