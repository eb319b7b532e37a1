-- from 15
CREATE SCHEMA app;
CREATE TABLE app.a (id integer PRIMARY KEY, x text, y text, z integer);
CREATE TABLE app.b (id integer PRIMARY KEY, x text);
CREATE TABLE app.gone (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE app.a (id, x) WHERE (x = 'k'), app.b, app.gone;
CREATE PUBLICATION q FOR TABLES IN SCHEMA app;
CREATE PUBLICATION r FOR ALL TABLES;
