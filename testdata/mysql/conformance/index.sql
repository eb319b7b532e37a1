-- kind: index
-- given
-- without
CREATE TABLE t (a int, b varchar(20));
-- object
CREATE TABLE t (a int, b varchar(20), KEY k (a));
-- attribute: keys
CREATE TABLE t (a int, b varchar(20), KEY k (b,a));
-- attribute: keys (length)
-- was
CREATE TABLE t (a text, b blob, KEY k (a(10),b(4)));
-- is
CREATE TABLE t (a text, b blob, KEY k (a(11),b(4)));
-- attribute: keys (descending)
CREATE TABLE t (a int, b varchar(20), KEY k (a DESC));
-- attribute: keys (functional), since mysql 8.0.13
CREATE TABLE t (a int, b varchar(20), KEY k ((lower(b)),(a + 1) DESC));
-- attribute: unique (functional), since mysql 8.0.13
-- was
CREATE TABLE t (a int, KEY k ((a + 1)));
-- is
CREATE TABLE t (a int, UNIQUE KEY k ((a + 1)));
-- attribute: keys (of several values), since mysql 8.0.17
-- was
CREATE TABLE t (a json, KEY k ((cast(a as unsigned array))));
-- is
CREATE TABLE t (a json, KEY k ((cast(a->'$.x' as char(10) array))));
-- attribute: access method (fulltext)
-- was
CREATE TABLE t (a text, KEY k (a(10)));
-- is
CREATE TABLE t (a text, FULLTEXT KEY k (a));
-- attribute: added (spatial)
-- was
CREATE TABLE t (a geometry NOT NULL);
-- is
CREATE TABLE t (a geometry NOT NULL, SPATIAL KEY k (a));
-- attribute: access method (spatial), since mariadb
-- was
CREATE TABLE t (a geometry NOT NULL, KEY k (a(25))) ENGINE=InnoDB;
-- is
CREATE TABLE t (a geometry NOT NULL, SPATIAL KEY k (a)) ENGINE=InnoDB;
-- attribute: access method (hash in memory)
-- was
CREATE TABLE t (a int, KEY k (a) USING BTREE) ENGINE=MEMORY;
-- is
CREATE TABLE t (a int, KEY k (a) USING HASH) ENGINE=MEMORY;
-- attribute: storage parameters (parser), since mysql
-- was
CREATE TABLE t (a text, FULLTEXT KEY k (a));
-- is
CREATE TABLE t (a text, FULLTEXT KEY k (a) WITH PARSER ngram);
-- attribute: storage parameters (key block size)
-- was
CREATE TABLE t (a int, KEY k (a)) ENGINE=MyISAM;
-- is
CREATE TABLE t (a int, KEY k (a) KEY_BLOCK_SIZE=2048) ENGINE=MyISAM;
-- attribute: storage parameters (invisible), since mysql
CREATE TABLE t (a int, b varchar(20), KEY k (a) INVISIBLE);
-- attribute: storage parameters (ignored), since mariadb
CREATE TABLE t (a int, b varchar(20), KEY k (a) IGNORED);
-- attribute: storage parameters (of vectors), since mariadb 11.7
-- was
CREATE TABLE t (a vector(4) NOT NULL, VECTOR KEY k (a));
-- is
CREATE TABLE t (a vector(4) NOT NULL, VECTOR KEY k (a) M=8 DISTANCE=COSINE);
-- attribute: comment
CREATE TABLE t (a int, b varchar(20), KEY k (a) COMMENT 'it''s');
-- attribute: keys, storage parameters (invisible and other columns), since mysql
CREATE TABLE t (a int, b varchar(20), KEY k (b) INVISIBLE);
-- attribute: name
CREATE TABLE t (a int, b varchar(20), KEY l (a));
-- rename: index:t.k=l
