-- kind: procedure
-- given
CREATE TABLE t (a int, b varchar(20));
-- object
CREATE PROCEDURE f(x int) DELETE FROM t;
-- attribute: parameters (type)
CREATE PROCEDURE f(x bigint unsigned) DELETE FROM t;
-- attribute: parameters (name)
CREATE PROCEDURE f(y int) DELETE FROM t;
-- attribute: parameters (number)
CREATE PROCEDURE f(x int, `y y` varchar(20) CHARACTER SET latin1, z enum('a','b'), d decimal(5,2)) DELETE FROM t;
-- attribute: parameters (out and inout)
CREATE PROCEDURE f(OUT x int) DELETE FROM t;
-- attribute: parameters (inout)
CREATE PROCEDURE f(INOUT x int) DELETE FROM t;
-- attribute: deterministic
CREATE PROCEDURE f(x int) DETERMINISTIC DELETE FROM t;
-- attribute: data access
CREATE PROCEDURE f(x int) MODIFIES SQL DATA DELETE FROM t;
-- attribute: security
CREATE PROCEDURE f(x int) SQL SECURITY INVOKER DELETE FROM t;
-- attribute: comment
CREATE PROCEDURE f(x int) COMMENT 'it''s' DELETE FROM t;
-- attribute: body
CREATE PROCEDURE f(x int) BEGIN DELETE FROM t WHERE a = x; INSERT INTO t (a) VALUES (x); END;
-- attribute: definer
-- was
CREATE DEFINER=`one`@`localhost` PROCEDURE f(x int) DELETE FROM t;
-- is
CREATE DEFINER=`two`@`%` PROCEDURE f(x int) DELETE FROM t;
-- attribute: name
CREATE PROCEDURE g(x int) DELETE FROM t;
-- rename: procedure:f=g
