-- What an extension brings into pg_catalog is written without a schema.
CREATE EXTENSION citext WITH SCHEMA pg_catalog;
CREATE DOMAIN address AS citext;
CREATE TABLE book (owner address, note text);
CREATE INDEX ON book ((note::citext));
CREATE TABLE person (email citext PRIMARY KEY);
