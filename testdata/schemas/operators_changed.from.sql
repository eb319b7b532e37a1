-- A type, a function and an operator under a class, an index, a check and a
-- generated column are made anew together.
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'happy');
CREATE FUNCTION app.same(app.mood, app.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION app.hash(app.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE OPERATOR app.=== (FUNCTION = app.same, LEFTARG = app.mood, RIGHTARG = app.mood, COMMUTATOR = OPERATOR(app.===));
CREATE OPERATOR CLASS app.mood_ops FOR TYPE app.mood USING hash AS OPERATOR 1 app.===, FUNCTION 1 app.hash(app.mood);
CREATE FUNCTION app.feel(integer) RETURNS app.mood LANGUAGE sql IMMUTABLE AS 'SELECT ''sad''::app.mood';
CREATE CAST (integer AS app.mood) WITH FUNCTION app.feel(integer) AS ASSIGNMENT;
CREATE TABLE app.t (m app.mood CHECK (m OPERATOR(app.===) 'sad'::app.mood), g boolean GENERATED ALWAYS AS (m OPERATOR(app.===) 'sad'::app.mood) STORED);
CREATE INDEX t_m ON app.t USING hash (m app.mood_ops);
