-- kind: package, since mariadb
-- given
SET sql_mode = ORACLE;
-- object
DELIMITER //
CREATE PACKAGE p AS FUNCTION f RETURN int; END//
DELIMITER ;
-- attribute: body
DELIMITER //
CREATE PACKAGE p AS FUNCTION f RETURN int; PROCEDURE g(x int); END//
DELIMITER ;
-- attribute: comment
DELIMITER //
CREATE PACKAGE p COMMENT 'it''s' AS FUNCTION f RETURN int; END//
DELIMITER ;
-- attribute: security
DELIMITER //
CREATE PACKAGE p SQL SECURITY INVOKER AS FUNCTION f RETURN int; END//
DELIMITER ;
-- attribute: definer
-- was
DELIMITER //
CREATE DEFINER=`one`@`localhost` PACKAGE p AS FUNCTION f RETURN int; END//
DELIMITER ;
-- is
DELIMITER //
CREATE DEFINER=`two`@`%` PACKAGE p AS FUNCTION f RETURN int; END//
DELIMITER ;
