-- kind: function
-- given
CREATE TABLE t (a int, b varchar(20));
-- object
CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN 1;
-- attribute: parameters (type)
CREATE FUNCTION f(x bigint unsigned) RETURNS int DETERMINISTIC RETURN 1;
-- attribute: parameters (name)
CREATE FUNCTION f(y int) RETURNS int DETERMINISTIC RETURN 1;
-- attribute: parameters (number)
CREATE FUNCTION f(x int, `y y` varchar(20) CHARACTER SET latin1, z enum('a','b'), d decimal(5,2)) RETURNS int DETERMINISTIC RETURN 1;
-- attribute: returns
CREATE FUNCTION f(x int) RETURNS varchar(20) CHARACTER SET latin1 DETERMINISTIC RETURN 1;
-- attribute: deterministic
CREATE FUNCTION f(x int) RETURNS int RETURN 1;
-- attribute: data access (no sql)
CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC NO SQL RETURN 1;
-- attribute: data access (reads sql data)
CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC READS SQL DATA RETURN 1;
-- attribute: security
CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC SQL SECURITY INVOKER RETURN 1;
-- attribute: comment
CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC COMMENT 'it''s \\' RETURN 1;
-- attribute: body
CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC BEGIN DECLARE n int DEFAULT 0; WHILE n < x DO SET n = n + 1; END WHILE; RETURN n; END;
-- attribute: definer
-- was
CREATE DEFINER=`one`@`localhost` FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN 1;
-- is
CREATE DEFINER=`two`@`%` FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN 1;
-- attribute: aggregate, since mariadb
-- was
CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN 1;
-- is
CREATE AGGREGATE FUNCTION f(x int) RETURNS int DETERMINISTIC BEGIN DECLARE n int DEFAULT 0; DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN n; LOOP FETCH GROUP NEXT ROW; SET n = n + x; END LOOP; END;
-- attribute: name
CREATE FUNCTION g(x int) RETURNS int DETERMINISTIC RETURN 1;
-- rename: function:f=g
