-- What is under views is dropped, made anew, rebuilt, moved.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE pair AS (a integer, b integer);
CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE TABLE t (id integer PRIMARY KEY, m mood, gone integer, p pair, made integer GENERATED ALWAYS AS (id * 2) STORED);
CREATE TABLE other (id integer);
CREATE VIEW moods AS SELECT id, m FROM t WHERE m <> 'sad';
CREATE VIEW uses_gone AS SELECT id, gone FROM t;
CREATE VIEW pairs AS SELECT id, (p).a FROM t;
CREATE VIEW made AS SELECT made FROM t;
CREATE VIEW called AS SELECT twice(id) AS two FROM t;
CREATE VIEW above AS SELECT moods.id, uses_gone.id AS other FROM moods, uses_gone;
CREATE VIEW whole AS SELECT t FROM t;
CREATE VIEW not_touched AS SELECT id FROM other;
CREATE VIEW lost AS SELECT id FROM other;
