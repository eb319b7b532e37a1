-- from 14
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id int PRIMARY KEY, a int, m mood, b text);
CREATE FUNCTION one(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN x + 1;
CREATE FUNCTION two(int, text DEFAULT 'z') RETURNS text LANGUAGE sql RETURN CASE WHEN $1 > 0 THEN $2 ELSE 'none' END;
CREATE FUNCTION three(x int) RETURNS text RETURN 'x';
CREATE FUNCTION body(x int) RETURNS SETOF t LANGUAGE sql BEGIN ATOMIC SELECT * FROM t WHERE a = x AND b IN ('p', 'q'); END;
CREATE FUNCTION several(x int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 'a;b', 'c'::text; SELECT count(*) FROM t WHERE m = 'ok' AND id = several.x; END;
CREATE FUNCTION writes(x int) RETURNS void LANGUAGE sql BEGIN ATOMIC INSERT INTO t (id, a) VALUES (x, 1); DELETE FROM t WHERE (id = x); END;
CREATE PROCEDURE nothing() BEGIN ATOMIC END;
CREATE PROCEDURE proc(x int) BEGIN ATOMIC UPDATE t SET a = 1 WHERE (id = x); END;
CREATE FUNCTION over(x int) RETURNS int RETURN one(x);
CREATE TABLE u (a int DEFAULT over(1), CHECK (one(a) > 0));
