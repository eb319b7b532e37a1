CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN given AS integer NOT NULL;
CREATE TABLE t (a integer);
CREATE TABLE u (a integer);
