-- from 14
CREATE EXTENSION hstore VERSION '1.4';
CREATE TABLE t (h hstore);
