-- rename attribute:coord.old_name=new_name
-- back attribute:coord.new_name=old_name
CREATE TYPE coord AS (id polygon, new_name text);
CREATE DOMAIN spot AS coord CHECK ((VALUE).new_name <> '');
CREATE TABLE team (
    valid coord,
    at spot,
    many coord[],
    made text GENERATED ALWAYS AS ((valid).new_name) STORED,
    given text DEFAULT (ROW(NULL, 'x')::coord).new_name,
    CONSTRAINT of_array CHECK ((many[1]).new_name IS NOT NULL),
    CONSTRAINT no_two EXCLUDE USING btree (((valid).new_name) WITH =)
);
CREATE INDEX few ON team ((at)) WHERE (valid).new_name = 'x';
