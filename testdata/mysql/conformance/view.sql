-- kind: view
-- given
CREATE TABLE t (a int, b varchar(20));
-- object
CREATE VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t`;
-- attribute: query
CREATE VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t` limit 3;
-- attribute: query (other columns)
CREATE VIEW v AS select `t`.`b` AS `b`,`t`.`a` AS `c` from `t`;
-- attribute: query (under another view)
-- was
CREATE VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t`;
CREATE VIEW w AS select `v`.`a` AS `a` from `v`;
-- is
CREATE VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b`,1 AS `c` from `t`;
CREATE VIEW w AS select `v`.`a` AS `a` from `v`;
-- attribute: algorithm
CREATE ALGORITHM=MERGE VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t`;
-- attribute: algorithm (temptable)
CREATE ALGORITHM=TEMPTABLE VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t`;
-- attribute: definer
-- was
CREATE DEFINER=`one`@`localhost` VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t`;
-- is
CREATE DEFINER=`two`@`%` VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t`;
-- attribute: security
CREATE SQL SECURITY INVOKER VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t`;
-- attribute: check option
CREATE VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t` WITH LOCAL CHECK OPTION;
-- attribute: check option (cascaded)
-- was
CREATE VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t` WITH LOCAL CHECK OPTION;
-- is
CREATE VIEW v AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t` WITH CASCADED CHECK OPTION;
-- attribute: name
CREATE VIEW w AS select `t`.`a` AS `a`,`t`.`b` AS `b` from `t`;
-- rename: view:v=w
