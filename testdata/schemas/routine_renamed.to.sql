-- rename function:f=g
-- rename function:over(text)=under
-- rename function:tr()=watch
-- rename function:add=plus
-- rename procedure:p=q
-- rename aggregate:total(integer)=sum_of
-- rename trigger:t.tr=watch
-- rename event trigger:ev=noticed
-- rename type:mood=temper
-- rename table:t=u
-- rename column:t.m=n
-- back function:g=f
-- back function:under=over
-- back function:watch=tr
-- back function:plus=add
-- back procedure:q=p
-- back aggregate:sum_of=total
-- back trigger:watch=tr
-- back event trigger:noticed=ev
-- back type:temper=mood
-- back table:u=t
-- back column:u.n=m
CREATE TYPE temper AS ENUM ('a', 'b');
CREATE FUNCTION g(int, temper DEFAULT 'a') RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION over(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION under(text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2';
CREATE PROCEDURE q(int) LANGUAGE sql AS '';
CREATE AGGREGATE sum_of(int) (SFUNC = plus, STYPE = int);
CREATE TABLE u (a int DEFAULT g(1), n temper, CONSTRAINT t_check CHECK (g(a) > 0));
CREATE INDEX by_f ON u (g(a, n));
CREATE TRIGGER watch BEFORE UPDATE OF n ON u FOR EACH ROW WHEN (new.n = 'a' AND g(old.a) > 1) EXECUTE FUNCTION watch();
CREATE EVENT TRIGGER noticed ON sql_drop EXECUTE FUNCTION ev();
