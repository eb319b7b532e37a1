-- CASCADE takes along what calls the function that goes, and not what calls
-- another one of its name.
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION f(VARIADIC numeric[]) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1[1]';
CREATE TABLE t (a integer DEFAULT f(1), b text DEFAULT f('x'::text), c numeric DEFAULT f(1.5, 2.5), CHECK (f(a) > 0), CHECK (f(b) <> ''));
CREATE INDEX by_a ON t (f(a));
CREATE INDEX by_b ON t (f(b));
CREATE VIEW ints AS SELECT f(a) AS v FROM t;
CREATE VIEW texts AS SELECT f(b) AS v FROM t;
CREATE VIEW numbers AS SELECT f(c) AS v FROM t WHERE c > f(1.0, 2.0, 3.0);
CREATE VIEW above AS SELECT upper(v) AS v FROM texts;
CREATE VIEW both_of AS SELECT f(b) AS v FROM t WHERE f(a) = 1;
CREATE TABLE p (a integer, b text);
CREATE POLICY ints ON p USING (f(a) = 1);
CREATE POLICY texts ON p USING (f(b) = 'y');
CREATE RULE ints AS ON DELETE TO p WHERE f(OLD.a) = 1 DO INSTEAD NOTHING;
CREATE RULE texts AS ON DELETE TO p WHERE f(OLD.b) = 'y' DO INSTEAD NOTHING;
CREATE DOMAIN dom_of_ints AS integer CHECK (f(VALUE) > 0);
CREATE DOMAIN dom_of_texts AS text CHECK (f(VALUE) <> '');
DROP FUNCTION f(integer) CASCADE;
