-- kind: unique constraint
-- title: unique key
-- given
-- without
CREATE TABLE t (a int, b varchar(20));
-- object
CREATE TABLE t (a int, b varchar(20), UNIQUE KEY k (a));
-- attribute: columns
CREATE TABLE t (a int, b varchar(20), UNIQUE KEY k (b,a));
-- attribute: keys (length)
-- was
CREATE TABLE t (a int, b varchar(20), UNIQUE KEY k (b));
-- is
CREATE TABLE t (a int, b varchar(20), UNIQUE KEY k (b(3)));
-- attribute: keys (descending)
CREATE TABLE t (a int, b varchar(20), UNIQUE KEY k (a DESC));
-- attribute: storage parameters (using)
-- was
CREATE TABLE t (a int, UNIQUE KEY k (a)) ENGINE=MEMORY;
-- is
CREATE TABLE t (a int, UNIQUE KEY k (a) USING BTREE) ENGINE=MEMORY;
-- attribute: keys, storage parameters (hash of long values), since mariadb
-- was
CREATE TABLE t (a text, UNIQUE KEY k (a(10)));
-- is
CREATE TABLE t (a text, UNIQUE KEY k (a));
-- attribute: storage parameters (key block size)
-- was
CREATE TABLE t (a int, UNIQUE KEY k (a)) ENGINE=MyISAM;
-- is
CREATE TABLE t (a int, UNIQUE KEY k (a) KEY_BLOCK_SIZE=2048) ENGINE=MyISAM;
-- attribute: storage parameters (invisible), since mysql
CREATE TABLE t (a int, b varchar(20), UNIQUE KEY k (a) INVISIBLE);
-- attribute: storage parameters (ignored), since mariadb
CREATE TABLE t (a int, b varchar(20), UNIQUE KEY k (a) IGNORED);
-- attribute: index comment
CREATE TABLE t (a int, b varchar(20), UNIQUE KEY k (a) COMMENT 'it''s');
-- attribute: without overlaps, since mariadb
-- was
CREATE TABLE t (a int, s date NOT NULL, e date NOT NULL, PERIOD FOR p (s, e), UNIQUE KEY k (a));
-- is
CREATE TABLE t (a int, s date NOT NULL, e date NOT NULL, PERIOD FOR p (s, e), UNIQUE KEY k (a, p WITHOUT OVERLAPS));
-- attribute: name
CREATE TABLE t (a int, b varchar(20), UNIQUE KEY l (a));
-- rename: constraint:t.k=l
