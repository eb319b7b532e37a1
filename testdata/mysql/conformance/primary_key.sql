-- kind: primary key
-- given
-- without
CREATE TABLE t (a int NOT NULL, b varchar(20) NOT NULL);
-- object
CREATE TABLE t (a int NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (a));
-- attribute: columns
CREATE TABLE t (a int NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (b,a));
-- attribute: keys (length)
-- was
CREATE TABLE t (a int NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (b));
-- is
CREATE TABLE t (a int NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (b(5)));
-- attribute: keys (descending)
CREATE TABLE t (a int NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (a DESC));
-- attribute: storage parameters (using)
-- was
CREATE TABLE t (a int NOT NULL, PRIMARY KEY (a)) ENGINE=MEMORY;
-- is
CREATE TABLE t (a int NOT NULL, PRIMARY KEY (a) USING BTREE) ENGINE=MEMORY;
-- attribute: index comment
CREATE TABLE t (a int NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (a) COMMENT 'it''s');
-- attribute: without overlaps, since mariadb
-- was
CREATE TABLE t (a int NOT NULL, s date NOT NULL, e date NOT NULL, PERIOD FOR p (s, e), PRIMARY KEY (a));
-- is
CREATE TABLE t (a int NOT NULL, s date NOT NULL, e date NOT NULL, PERIOD FOR p (s, e), PRIMARY KEY (a, p WITHOUT OVERLAPS));
