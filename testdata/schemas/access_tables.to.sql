-- owners and privileges are compared
CREATE ROLE laws_alice;
CREATE ROLE laws_bob;
CREATE ROLE laws_carol;
CREATE SCHEMA app AUTHORIZATION laws_bob;
GRANT CREATE ON SCHEMA app TO laws_carol;
CREATE TABLE app.t (id serial PRIMARY KEY, n integer GENERATED ALWAYS AS IDENTITY, x text, y text);
ALTER TABLE app.t OWNER TO laws_bob;
GRANT SELECT ON app.t TO laws_alice;
GRANT UPDATE (x, y) ON app.t TO laws_carol;
GRANT USAGE, SELECT ON SEQUENCE app.t_id_seq TO laws_carol;
CREATE SEQUENCE app.free;
ALTER SEQUENCE app.free OWNER TO laws_carol;
REVOKE UPDATE ON SEQUENCE app.free FROM laws_carol;
CREATE TABLE app.comes (a integer);
ALTER TABLE app.comes OWNER TO laws_carol;
GRANT SELECT (a) ON app.comes TO laws_bob WITH GRANT OPTION;
CREATE TABLE app.untouched (a integer);
