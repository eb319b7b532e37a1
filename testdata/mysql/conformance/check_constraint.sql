-- kind: check constraint
-- given
-- without
CREATE TABLE t (a int, b varchar(20));
-- object
CREATE TABLE t (a int, b varchar(20), CONSTRAINT k CHECK (a > 0));
-- attribute: expression
CREATE TABLE t (a int, b varchar(20), CONSTRAINT k CHECK (a > 1 AND b LIKE 'x%' OR b IN ('it''s','y')));
-- attribute: not enforced, since mysql 8.0.16
CREATE TABLE t (a int, b varchar(20), CONSTRAINT k CHECK (a > 0) NOT ENFORCED);
-- attribute: expression, not enforced, since mysql 8.0.16
CREATE TABLE t (a int, b varchar(20), CONSTRAINT k CHECK (a > 1) NOT ENFORCED);
-- attribute: expression (of a column), since mariadb
-- was
CREATE TABLE t (a int CHECK (a > 0), b int);
-- is
CREATE TABLE t (a int CHECK (a > 1), b int);
-- attribute: added (to a column), since mariadb
-- was
CREATE TABLE t (a int DEFAULT 3 COMMENT 'x', b int);
-- is
CREATE TABLE t (a int DEFAULT 3 COMMENT 'x' CHECK (a > 1), b int CHECK (b > a));
-- attribute: name
CREATE TABLE t (a int, b varchar(20), CONSTRAINT l CHECK (a > 0));
-- rename: constraint:t.k=l
