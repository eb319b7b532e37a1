-- What an extension requires is there before it and goes after it.
CREATE EXTENSION cube;
CREATE EXTENSION earthdistance;
CREATE EXTENSION pg_trgm;
CREATE TABLE place (id integer PRIMARY KEY, at earth);
