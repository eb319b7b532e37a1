-- from 15
CREATE SCHEMA app;
CREATE TABLE app.a (id integer PRIMARY KEY, x varchar(20), z bigint);
CREATE TABLE app.b (id bigint PRIMARY KEY, x text);
CREATE TABLE app.fresh (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE app.a (id, x, z) WHERE (x = 'l' AND z > 3), app.b (id), app.fresh;
CREATE PUBLICATION q FOR TABLE app.b WITH (publish = 'insert');
CREATE PUBLICATION r FOR TABLE app.fresh;
