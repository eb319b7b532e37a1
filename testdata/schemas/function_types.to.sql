CREATE TYPE mood AS ENUM ('happy', 'ok');
CREATE TYPE pair AS (x int, y mood, z int);
CREATE TABLE t (id int PRIMARY KEY, m mood, r pair, more text);
CREATE FUNCTION f(mood) RETURNS mood LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION g(t) RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
CREATE FUNCTION h(t.m%TYPE, pair[]) RETURNS t.r%TYPE LANGUAGE sql AS 'SELECT null::pair';
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE OF m ON t FOR EACH ROW WHEN (new.m = 'happy' AND old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION tr('a', 'b\c', 'it''s');
