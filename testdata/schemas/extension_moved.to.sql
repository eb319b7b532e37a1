CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE TABLE t (h ext.hstore, hs ext.hstore[], c ext.citext DEFAULT 'x'::ext.citext, CONSTRAINT k CHECK (c OPERATOR(ext.<>) 'a'::ext.citext AND h OPERATOR(ext.?) 'b' AND ext.defined(h, 'a')));
CREATE INDEX i ON t USING gin (h ext.gin_hstore_ops);
CREATE DOMAIN d AS ext.citext;
