-- kind: role
-- given
CREATE TABLE item (id integer);
-- object
CREATE ROLE conform_role;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: superuser
CREATE ROLE conform_role SUPERUSER;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: no inherit
CREATE ROLE conform_role NOINHERIT;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: create role
CREATE ROLE conform_role CREATEROLE;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: create database
CREATE ROLE conform_role CREATEDB;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: login
CREATE ROLE conform_role LOGIN;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: replication
CREATE ROLE conform_role REPLICATION;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: bypass row security
CREATE ROLE conform_role BYPASSRLS;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: connection limit
CREATE ROLE conform_role CONNECTION LIMIT 3;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: connection limit (none at all)
CREATE ROLE conform_role CONNECTION LIMIT 0;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: valid until
CREATE ROLE conform_role VALID UNTIL '2042-01-01 00:00:00+00';
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: valid until (another time)
-- was
CREATE ROLE conform_role VALID UNTIL '2042-01-01 00:00:00+00';
CREATE SCHEMA app AUTHORIZATION conform_role;
-- is
CREATE ROLE conform_role VALID UNTIL 'infinity';
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: superuser, login, connection limit (all at once)
-- was
CREATE ROLE conform_role LOGIN CONNECTION LIMIT 3;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- is
CREATE ROLE conform_role SUPERUSER NOLOGIN CONNECTION LIMIT 4 CREATEDB;
CREATE SCHEMA app AUTHORIZATION conform_role;
-- attribute: settings
CREATE ROLE conform_role;
CREATE SCHEMA app AUTHORIZATION conform_role;
ALTER ROLE conform_role SET work_mem = '8MB';
ALTER ROLE conform_role SET search_path = app, public;
-- attribute: settings (another value, one less)
-- was
CREATE ROLE conform_role;
CREATE SCHEMA app AUTHORIZATION conform_role;
ALTER ROLE conform_role SET work_mem = '8MB';
ALTER ROLE conform_role SET statement_timeout = 100;
-- is
CREATE ROLE conform_role;
CREATE SCHEMA app AUTHORIZATION conform_role;
ALTER ROLE conform_role SET work_mem = '16MB';
-- attribute: settings in this database
CREATE ROLE conform_role;
CREATE SCHEMA app AUTHORIZATION conform_role;
DO $$ BEGIN EXECUTE format('ALTER ROLE conform_role IN DATABASE %I SET work_mem = ''8MB''', current_database()); END $$;
-- attribute: comment
CREATE ROLE conform_role;
CREATE SCHEMA app AUTHORIZATION conform_role;
COMMENT ON ROLE conform_role IS 'owns it all';
