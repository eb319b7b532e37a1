-- rename table:two=three
-- back table:three=two
CREATE TABLE t (a integer);
CREATE RULE plain AS ON INSERT TO t DO ALSO NOTIFY changed, 'payload';
CREATE RULE several AS ON DELETE TO t DO INSTEAD (NOTIFY "One"; NOTIFY three, 'it''s');
CREATE TABLE three (one integer);
CREATE RULE named AS ON UPDATE TO three DO ALSO NOTIFY two;
CREATE RULE quoted AS ON INSERT TO three DO ALSO NOTIFY "a, ""b""", E'c\\d, f';
CREATE RULE pair AS ON DELETE TO three DO ALSO (NOTIFY one, 'x;y'; INSERT INTO t VALUES (old.one));
