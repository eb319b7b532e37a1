-- from 18
CREATE TABLE l (a int, b int CONSTRAINT t_d_not_null CHECK (b > 0), v int CONSTRAINT bare_not_null CHECK (v > 0));
CREATE TABLE t (c int NOT NULL NO INHERIT, d bigint, e int CONSTRAINT e_given NOT NULL, f int NOT NULL);
CREATE TABLE t1 () INHERITS (t);
CREATE TABLE m (a int NOT NULL);
CREATE TABLE k (a int CONSTRAINT m_a_not_null NOT NULL);
CREATE TABLE q (a int NOT NULL, b text NOT NULL) PARTITION BY LIST (a);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
CREATE TABLE p (a int CONSTRAINT q_a_not_null NOT NULL, b int CONSTRAINT q_b_not_null NOT NULL) PARTITION BY LIST (a);
CREATE TABLE first (x int, CONSTRAINT dom_not_null CHECK (x > 0), CONSTRAINT t_f_not_null CHECK (x > 1));
CREATE DOMAIN dom AS int NOT NULL;
COMMENT ON CONSTRAINT t_c_not_null ON t IS 'now without a number';
CREATE DOMAIN bare AS int NOT NULL;
CREATE TABLE fresh (a int CONSTRAINT later_a_not_null NOT NULL, later_b_not_null int);
CREATE TABLE later (a int NOT NULL, b int NOT NULL);
ALTER TABLE fresh ADD CONSTRAINT later_b_not_null NOT NULL later_b_not_null;
