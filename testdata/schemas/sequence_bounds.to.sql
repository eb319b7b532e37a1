-- The value that a sequence has may lie outside of its new bounds.
CREATE SEQUENCE up AS bigint NO MAXVALUE START WITH 38;
CREATE SEQUENCE down INCREMENT -1 MAXVALUE -1 START -7;
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (MINVALUE 10));
