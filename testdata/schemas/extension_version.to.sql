-- there is no way back: versions only go up
CREATE EXTENSION hstore VERSION '1.8';
CREATE TABLE t (h hstore);
