-- from 14
CREATE FUNCTION f(a int, b text DEFAULT 'y', c int DEFAULT 3) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE DOMAIN d AS int DEFAULT f(1) CHECK (f(VALUE) > 0);
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT f(1), b text, c int DEFAULT f('x'::text), g int GENERATED ALWAYS AS (f(id)) STORED, CHECK (f(a) > 0));
CREATE INDEX by_f ON t (f(a));
CREATE INDEX by_text ON t (f(b)) WHERE f(id) > 0;
CREATE STATISTICS st ON (f(a)), id FROM t;
