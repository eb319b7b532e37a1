-- from 14
-- Bodies in the SQL standard's form follow the names of what they use.
CREATE SCHEMA far;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (a integer, b text, m mood);
CREATE TABLE other (a integer, d integer);
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1 + 1;
CREATE FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1;
CREATE FUNCTION reads(x integer) RETURNS bigint LANGUAGE sql BEGIN ATOMIC
    SELECT f(a) FROM t WHERE a > x AND m = 'ok'::mood;
    SELECT count(*) FROM t JOIN other o ON o.a = t.a WHERE t.a = f(reads.x) AND f(t.b) <> '';
END;
CREATE FUNCTION returns(x integer) RETURNS integer LANGUAGE sql RETURN (SELECT max(f(t.a)) FROM t WHERE t.a = x);
CREATE FUNCTION texts(x text) RETURNS text LANGUAGE sql RETURN f(x);
CREATE PROCEDURE writes(x integer) LANGUAGE sql BEGIN ATOMIC
    INSERT INTO t (a, b) VALUES (f(x), f('w'::text));
    INSERT INTO t (a) SELECT d FROM other WHERE other.a = x;
    UPDATE t SET a = x + t.a WHERE a = f(x);
    DELETE FROM t USING other WHERE t.a = other.a;
END;
ALTER TABLE t RENAME COLUMN a TO aa;
ALTER TABLE t RENAME TO u;
ALTER TABLE other SET SCHEMA far;
ALTER TYPE mood RENAME TO temper;
ALTER FUNCTION f(integer) RENAME TO g;
CREATE TABLE v (k integer);
CREATE FUNCTION h(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1;
CREATE FUNCTION h(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1;
CREATE FUNCTION calls_int() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT h(k) FROM v; END;
CREATE FUNCTION calls_text() RETURNS text LANGUAGE sql RETURN h('x'::text);
DROP FUNCTION h(integer) CASCADE;
ALTER SCHEMA far RENAME TO near;
