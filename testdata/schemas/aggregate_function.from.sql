-- The functions of an aggregate change what they return or go.
CREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2';
CREATE FUNCTION fin(int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE FUNCTION most(mood, mood) RETURNS mood LANGUAGE sql AS 'SELECT $1';
CREATE AGGREGATE a(int) (SFUNC = add, STYPE = int, FINALFUNC = fin);
CREATE AGGREGATE b(mood) (SFUNC = most, STYPE = mood, INITCOND = 'a');
