-- A database need not have a schema public.
CREATE SCHEMA app;
DROP SCHEMA public;
CREATE TABLE app.t (id int);
