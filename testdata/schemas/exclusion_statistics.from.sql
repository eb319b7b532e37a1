CREATE TABLE t (a integer, CONSTRAINT once EXCLUDE ((a / 10) WITH =));
