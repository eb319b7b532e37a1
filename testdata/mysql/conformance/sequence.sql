-- kind: sequence, since mariadb
-- given
-- object
CREATE SEQUENCE s;
-- attribute: start
CREATE SEQUENCE s START WITH 5;
-- attribute: increment
CREATE SEQUENCE s INCREMENT BY 10;
-- attribute: minimum
-- was
CREATE SEQUENCE s START WITH 100;
-- is
CREATE SEQUENCE s MINVALUE 10 START WITH 100;
-- attribute: maximum
CREATE SEQUENCE s MAXVALUE 1000;
-- attribute: increment, minimum, maximum, start (downwards)
CREATE SEQUENCE s START WITH -1 INCREMENT BY -1 MINVALUE -100 MAXVALUE -1;
-- attribute: cache
CREATE SEQUENCE s CACHE 10;
-- attribute: cache (none)
CREATE SEQUENCE s NOCACHE;
-- attribute: cycle
CREATE SEQUENCE s MAXVALUE 100 CYCLE;
-- attribute: type, maximum, since mariadb 11.5
CREATE SEQUENCE s AS int;
-- attribute: name
CREATE SEQUENCE r;
-- rename: sequence:s=r
