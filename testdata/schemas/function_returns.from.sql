-- What a function returns, the names of its arguments and missing defaults take a new one, and so does what uses it.
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION named(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION many(a int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION cols(a int, OUT x int, OUT y text) LANGUAGE sql AS $$SELECT 1, 'x'$$;
CREATE FUNCTION tab(a int) RETURNS TABLE (x int, y text) LANGUAGE sql AS $$SELECT 1, 'x'$$;
CREATE FUNCTION becomes(a int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION proc(a int) RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION win(a int) RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT f(1), g int GENERATED ALWAYS AS (f(id)) STORED, CHECK (f(a) > 0), CHECK (named(a) > 0));
CREATE INDEX by_f ON t (f(a));
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (f(new.a) > 1) EXECUTE FUNCTION tr();
