-- from 17
CREATE DOMAIN d AS int NOT NULL;
CREATE DOMAIN e AS int NOT NULL;
CREATE TABLE l (a int, CONSTRAINT d_not_null CHECK (a > 0), CONSTRAINT e_not_null CHECK (a > 1));
