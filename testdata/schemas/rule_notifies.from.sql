CREATE TABLE t (a integer);
CREATE RULE plain AS ON INSERT TO t DO ALSO NOTIFY changed;
CREATE RULE several AS ON DELETE TO t DO ALSO (NOTIFY "One"; NOTIFY two, 'it''s'; DELETE FROM t WHERE false);
CREATE TABLE two (one integer);
CREATE RULE named AS ON UPDATE TO two DO ALSO NOTIFY two;
CREATE RULE quoted AS ON INSERT TO two DO ALSO NOTIFY "a, ""b""", E'c\\d, e';
CREATE RULE pair AS ON DELETE TO two DO ALSO (NOTIFY one, 'x;y'; INSERT INTO t VALUES (old.one));
