-- Types and rows in signatures, and functions that need each other.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE pair AS (x int, y mood);
CREATE TABLE t (id int PRIMARY KEY, m mood, r pair);
CREATE FUNCTION f(mood) RETURNS mood LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION gone(mood, t) RETURNS mood LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION g(t) RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
CREATE FUNCTION h(t.m%TYPE, pair[]) RETURNS t.r%TYPE LANGUAGE sql AS 'SELECT null::pair';
CREATE FUNCTION ping(int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN pong($1); END';
CREATE FUNCTION pong(int) RETURNS int LANGUAGE sql AS 'SELECT ping($1)';
CREATE FUNCTION later() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN count(*) FROM zzz; END';
CREATE TABLE zzz (id int);
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE OF m ON t FOR EACH ROW WHEN (new.m = 'happy' AND old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION tr('a', 'b\c', 'it''s');
