-- from 14
-- A view gets a column that another view needs, which loses what needs the first one.
CREATE TABLE t (a integer, b integer);
CREATE VIEW base AS SELECT a FROM t;
CREATE VIEW gone AS SELECT a FROM base;
CREATE VIEW top AS SELECT a FROM gone;
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT $1; END;
CREATE VIEW caller AS SELECT f(a) AS f FROM t;
CREATE FUNCTION g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(f) FROM caller; END;
CREATE FUNCTION same(circle, circle) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'circle_same';
CREATE OPERATOR === (LEFTARG = circle, RIGHTARG = circle, FUNCTION = same);
CREATE OPERATOR !=== (LEFTARG = circle, RIGHTARG = circle, FUNCTION = same);
CREATE OPERATOR FAMILY circles USING btree;
ALTER OPERATOR FAMILY circles USING btree ADD OPERATOR 3 === (circle, circle);
