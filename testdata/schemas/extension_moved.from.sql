-- What belongs to an extension moves along with it.
CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA public;
CREATE EXTENSION citext SCHEMA public;
CREATE TABLE t (h hstore, hs hstore[], c citext DEFAULT 'x'::citext, CONSTRAINT k CHECK (c <> 'a'::citext AND h ? 'b' AND defined(h, 'a')));
CREATE INDEX i ON t USING gin (h gin_hstore_ops);
CREATE DOMAIN d AS citext;
