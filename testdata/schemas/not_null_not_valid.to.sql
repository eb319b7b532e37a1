-- from 18
-- NOT NULL constraints become valid, inherited, named, and their contraries.
CREATE TYPE pair AS (l int, r int);
CREATE TABLE typed OF pair (r CONSTRAINT right_known NOT NULL);
CREATE TABLE t (a int, b int CONSTRAINT b_later NOT NULL, c int NOT NULL, d int NOT NULL NO INHERIT, e int);
CREATE TABLE t1 () INHERITS (t);
CREATE TABLE t2 (e int) INHERITS (t);
ALTER TABLE t ADD CONSTRAINT e_later NOT NULL e NOT VALID;
CREATE TABLE l (LIKE t INCLUDING ALL);
CREATE TABLE p (k int NOT NULL, v int CONSTRAINT v_known NOT NULL, w int CONSTRAINT w_known NOT NULL) PARTITION BY LIST (k);
CREATE TABLE p1 (k int NOT NULL, v int NOT NULL, w int NOT NULL);
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
CREATE TABLE p2 (k int NOT NULL, v int, w int);
ALTER TABLE p2 ADD CONSTRAINT w_here NOT NULL w NOT VALID;
