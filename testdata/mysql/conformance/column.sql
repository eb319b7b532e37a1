-- kind: column
-- given
-- without
CREATE TABLE t (id int NOT NULL, PRIMARY KEY (id));
-- object
CREATE TABLE t (id int NOT NULL, a int, PRIMARY KEY (id));
-- attribute: added (first)
CREATE TABLE t (b varchar(10) CHARACTER SET latin1 NOT NULL DEFAULT 'it''s' COMMENT 'b', id int NOT NULL, a int, PRIMARY KEY (id));
-- attribute: added (between)
CREATE TABLE t (id int NOT NULL, b enum('x','y') DEFAULT 'y', a int, PRIMARY KEY (id));
-- attribute: added (stored)
CREATE TABLE t (id int NOT NULL, a int, b int AS (a + 1) STORED, PRIMARY KEY (id));
-- attribute: added (virtual)
CREATE TABLE t (id int NOT NULL, a int, b int AS (a + 1) VIRTUAL, PRIMARY KEY (id));
-- attribute: type
CREATE TABLE t (id int NOT NULL, a bigint, PRIMARY KEY (id));
-- attribute: type (unsigned)
CREATE TABLE t (id int NOT NULL, a int unsigned, PRIMARY KEY (id));
-- attribute: type (zerofill)
CREATE TABLE t (id int NOT NULL, a int(8) unsigned zerofill, PRIMARY KEY (id));
-- attribute: type (zerofill, width)
-- was
CREATE TABLE t (a int(5) unsigned zerofill, b smallint(3) zerofill);
-- is
CREATE TABLE t (a int(7) unsigned zerofill, b smallint(4) zerofill);
-- attribute: type (all that are numbers)
-- was
CREATE TABLE t (a tinyint, b smallint, c mediumint, d int, e bigint, f decimal(10,2), g float, h double, i bit(1), j boolean, k year);
-- is
CREATE TABLE t (a smallint unsigned, b mediumint, c int unsigned, d bigint, e bigint unsigned, f decimal(12,4) unsigned, g double, h float, i bit(9), j int, k year);
-- attribute: type (precision)
-- was
CREATE TABLE t (a decimal(10,2), b float(7,3), c double(8,2), d datetime, e time(2), f timestamp(3) NULL, g numeric);
-- is
CREATE TABLE t (a decimal(65,30), b float(8,4), c double(9,3), d datetime(6), e time, f timestamp(6) NULL, g numeric(4));
-- attribute: type (length)
-- was
CREATE TABLE t (a varchar(10), b char(5), c varbinary(10), d binary(5), e bit(3));
-- is
CREATE TABLE t (a varchar(300), b char(6), c varbinary(300), d binary(16), e bit(64));
-- attribute: type (sizes of text)
-- was
CREATE TABLE t (a tinytext, b text, c mediumtext, d longtext, e tinyblob, f blob, g mediumblob, h longblob);
-- is
CREATE TABLE t (a text, b mediumtext, c longtext, d text, e blob, f mediumblob, g longblob, h blob);
-- attribute: type (times)
-- was
CREATE TABLE t (a date, b datetime, c time, d timestamp NULL);
-- is
CREATE TABLE t (a datetime, b timestamp NULL, c time(3), d datetime);
-- attribute: type (enum)
-- was
CREATE TABLE t (a enum('x','y'), b enum('it''s','"','\\'), c enum('a'));
-- is
CREATE TABLE t (a enum('x','y','z'), b enum('it''s','"','\\',','), c enum('b','a'));
-- attribute: type (set)
-- was
CREATE TABLE t (a set('x','y'), b set('a'));
-- is
CREATE TABLE t (a set('x','y','z'), b set('b','a'));
-- attribute: type (to json)
CREATE TABLE t (id int NOT NULL, a json, PRIMARY KEY (id));
-- attribute: type (geometry)
-- was
CREATE TABLE t (a point, b geometry, c linestring, d polygon, e multipoint, f multilinestring, g multipolygon, h geometrycollection);
-- is
CREATE TABLE t (a geometry, b point, c geometry, d geometry, e geometry, f geometry, g geometry, h geometry);
-- attribute: type (uuid, inet4, inet6), since mariadb 10.10
-- was
CREATE TABLE t (a binary(16), b varchar(45), c varchar(15));
-- is
CREATE TABLE t (a uuid, b inet6, c inet4);
-- attribute: type (vector), since mariadb 11.7
-- was
CREATE TABLE t (a vector(4));
-- is
CREATE TABLE t (a vector(8));
-- attribute: type (vector, of mysql), since mysql 9.0
-- was
CREATE TABLE t (a vector(4));
-- is
CREATE TABLE t (a vector(8));
-- attribute: collation
-- was
CREATE TABLE t (a varchar(10), b text, c enum('x'));
-- is
CREATE TABLE t (a varchar(10) COLLATE utf8mb4_bin, b text CHARACTER SET latin1, c enum('x') CHARACTER SET ascii COLLATE ascii_bin);
-- attribute: not null
CREATE TABLE t (id int NOT NULL, a int NOT NULL, PRIMARY KEY (id));
-- attribute: not null (a timestamp)
-- was
CREATE TABLE t (a timestamp NULL);
-- is
CREATE TABLE t (a timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
-- attribute: default
CREATE TABLE t (id int NOT NULL, a int DEFAULT 7, PRIMARY KEY (id));
-- attribute: default (all kinds of constants)
-- was
CREATE TABLE t (a varchar(20) DEFAULT '', b decimal(5,2) DEFAULT 1.50, c date DEFAULT '2020-01-01', d datetime(3) DEFAULT '2020-01-01 00:00:00.123', e bit(4) DEFAULT b'101', f binary(2) DEFAULT 'ab', g enum('x','y') DEFAULT 'x', h set('x','y') DEFAULT 'x,y', i boolean DEFAULT TRUE, j float DEFAULT 1e3, k int DEFAULT -1);
-- is
CREATE TABLE t (a varchar(20) DEFAULT 'it''s \\', b decimal(5,2) DEFAULT 0, c date DEFAULT '2021-12-31', d datetime(3) DEFAULT '2021-01-01 00:00:00', e bit(4) DEFAULT b'0', f binary(2) DEFAULT 'c', g enum('x','y') DEFAULT 'y', h set('x','y') DEFAULT '', i boolean DEFAULT FALSE, j float DEFAULT 0.5, k int DEFAULT 0);
-- attribute: default (current timestamp)
-- was
CREATE TABLE t (a datetime, b timestamp NULL, c datetime(6));
-- is
CREATE TABLE t (a datetime DEFAULT CURRENT_TIMESTAMP, b timestamp NULL DEFAULT CURRENT_TIMESTAMP, c datetime(6) DEFAULT CURRENT_TIMESTAMP(6));
-- attribute: default (expression)
-- was
CREATE TABLE t (a int, b varchar(50), c double);
-- is
CREATE TABLE t (a int DEFAULT (1 + 1), b varchar(50) DEFAULT (uuid()), c double DEFAULT (rand()));
-- attribute: default (of text and json)
-- was
CREATE TABLE t (a text, b json, c blob);
-- is
CREATE TABLE t (a text DEFAULT ('x'), b json DEFAULT ('[]'), c blob DEFAULT ('y'));
-- attribute: generated (expression)
-- was
CREATE TABLE t (a int, b int AS (a + 1) STORED, c varchar(20) AS (concat('x', a)) VIRTUAL);
-- is
CREATE TABLE t (a int, b int AS (a * 2) STORED, c varchar(20) AS (concat('y', a)) VIRTUAL);
-- attribute: generated (virtual to stored)
-- was
CREATE TABLE t (a int, b int AS (a + 1) VIRTUAL, KEY b (b));
-- is
CREATE TABLE t (a int, b int AS (a + 1) STORED, KEY b (b));
-- attribute: generated (to a plain one)
-- was
CREATE TABLE t (a int, b int AS (a + 1) STORED);
-- is
CREATE TABLE t (a int, b int);
-- attribute: generated (virtual, to a plain one)
-- was
CREATE TABLE t (a int, b int AS (a + 1) VIRTUAL);
-- is
CREATE TABLE t (a int, b int);
-- attribute: identity
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT, a int, PRIMARY KEY (id));
-- attribute: comment
CREATE TABLE t (id int NOT NULL, a int COMMENT 'it''s \\ "a"', PRIMARY KEY (id));
-- attribute: attribute options (on update)
-- was
CREATE TABLE t (a datetime, b timestamp(3) NULL);
-- is
CREATE TABLE t (a datetime ON UPDATE CURRENT_TIMESTAMP, b timestamp(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3));
-- attribute: attribute options (invisible)
CREATE TABLE t (id int NOT NULL, a int INVISIBLE, PRIMARY KEY (id));
-- attribute: attribute options (srid), since mysql
-- was
CREATE TABLE t (a geometry NOT NULL);
-- is
CREATE TABLE t (a geometry NOT NULL SRID 4326);
-- attribute: attribute options (ref_system_id), since mariadb
-- was
CREATE TABLE t (a geometry NOT NULL);
-- is
CREATE TABLE t (a geometry REF_SYSTEM_ID=101 NOT NULL);
-- attribute: attribute options (without system versioning), since mariadb
-- was
CREATE TABLE t (id int NOT NULL, a int) WITH SYSTEM VERSIONING;
-- is
CREATE TABLE t (id int NOT NULL, a int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
-- attribute: attribute options (column format, storage), since mysql
CREATE TABLE t (id int NOT NULL, a int COLUMN_FORMAT DYNAMIC STORAGE MEMORY, PRIMARY KEY (id));
-- attribute: attribute options (secondary engine attribute), since mysql 8.0.21
CREATE TABLE t (id int NOT NULL, a int SECONDARY_ENGINE_ATTRIBUTE '{"x": 1}', PRIMARY KEY (id));
-- attribute: compression, since mariadb
-- was
CREATE TABLE t (a varchar(100), b text);
-- is
CREATE TABLE t (a varchar(100) COMPRESSED, b text COMPRESSED);
-- attribute: name
-- was
CREATE TABLE t (a int NOT NULL, b int AS (a + 1) VIRTUAL, PRIMARY KEY (a), CONSTRAINT c CHECK (a > 0));
-- is
CREATE TABLE t (z int NOT NULL, b int AS (z + 1) VIRTUAL, PRIMARY KEY (z), CONSTRAINT c CHECK (z > 0));
-- rename: column:t.a=z
