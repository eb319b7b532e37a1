-- What calls a function follows its new name or schema, and not that of another
-- function of the name.
CREATE SCHEMA far;
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION f(VARIADIC numeric[]) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1[1]';
CREATE FUNCTION f(double precision, double precision) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';
CREATE FUNCTION with_default(a integer DEFAULT f(3), b text DEFAULT f('y'::text)) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (a integer DEFAULT f(1), b text DEFAULT f('x'::text), c numeric DEFAULT f(1.5, 2.5), CHECK (f(a) > 0), CHECK (f(b) <> f(f(a)::text)));
CREATE INDEX by_a ON t (f(a)) WHERE f(b) <> 'w';
CREATE INDEX by_b ON t (f(b));
CREATE VIEW ints AS SELECT f(a) AS v FROM t;
CREATE VIEW texts AS SELECT f(b) AS v FROM t;
CREATE VIEW numbers AS SELECT f(c) AS v FROM t WHERE c > f(1.0, 2.0, 3.0);
CREATE VIEW both_of AS SELECT f(b), f(b) AS v, z FROM t, f(t.a) AS z WHERE f(a) = 1;
CREATE TABLE p (a integer, b text);
CREATE POLICY ints ON p USING (f(a) = 1) WITH CHECK (f(b) = 'x');
CREATE POLICY texts ON p USING (f(b) = 'y');
CREATE RULE ints AS ON DELETE TO p WHERE f(OLD.a) = 1 DO INSTEAD NOTHING;
CREATE RULE texts AS ON DELETE TO p WHERE f(OLD.b) = 'y' DO INSTEAD NOTHING;
CREATE RULE writes AS ON INSERT TO p DO ALSO INSERT INTO t (a, b) VALUES (f(NEW.a), f(NEW.b));
CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER when_int BEFORE UPDATE ON p FOR EACH ROW WHEN (f(OLD.a) > f(NEW.a) AND f(OLD.b) = 'v') EXECUTE FUNCTION fires();
CREATE DOMAIN dom_of_ints AS integer CHECK (f(VALUE) > 0);
CREATE DOMAIN dom_of_texts AS text DEFAULT f('d'::text) CHECK (f(VALUE) <> '');
CREATE TYPE span AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = f);
ALTER FUNCTION f(integer) RENAME TO g;
ALTER FUNCTION f(text) SET SCHEMA far;
ALTER FUNCTION f(double precision, double precision) RENAME TO minus;
