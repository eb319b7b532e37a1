-- from 18
-- The names of not-null constraints have a number where the schema has a
-- constraint of the name already, or get one while that is there.
CREATE TABLE l (a int CONSTRAINT t_c_not_null NOT NULL, b int CONSTRAINT t_d_not_null CHECK (b > 0));
CREATE TABLE t (c int NOT NULL, d int NOT NULL, e int NOT NULL, f int);
CREATE TABLE t1 () INHERITS (t);
CREATE TABLE k (a int CONSTRAINT m_a_not_null NOT NULL NO INHERIT);
CREATE TABLE m (a int NOT NULL NO INHERIT);
CREATE TABLE p (a int CONSTRAINT q_a_not_null NOT NULL) PARTITION BY LIST (a);
CREATE TABLE q (a int NOT NULL, b text) PARTITION BY LIST (a);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
CREATE TABLE first (x int, CONSTRAINT dom_not_null CHECK (x > 0), CONSTRAINT t_f_not_null CHECK (x > 1));
CREATE DOMAIN dom AS int NOT NULL;
CREATE DOMAIN bare AS int;
