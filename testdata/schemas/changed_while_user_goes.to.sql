-- from 14
CREATE TABLE t (a integer, b integer);
CREATE VIEW base AS SELECT a, b FROM t;
CREATE VIEW top AS SELECT a FROM base WHERE b > 0;
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT $1 + 1; END;
CREATE FUNCTION g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(f(a)) FROM t; END;
CREATE FUNCTION same(circle, circle) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'circle_same';
CREATE OPERATOR !=== (LEFTARG = circle, RIGHTARG = circle, FUNCTION = same, RESTRICT = eqsel);
CREATE OPERATOR FAMILY circles USING btree;
ALTER OPERATOR FAMILY circles USING btree ADD OPERATOR 3 !=== (circle, circle);
