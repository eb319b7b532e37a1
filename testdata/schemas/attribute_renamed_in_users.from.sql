CREATE TYPE coord AS (id polygon, old_name text);
CREATE DOMAIN spot AS coord CHECK ((VALUE).old_name <> '');
CREATE TABLE team (
    valid coord,
    at spot,
    many coord[],
    made text GENERATED ALWAYS AS ((valid).old_name) STORED,
    given text DEFAULT (ROW(NULL, 'x')::coord).old_name,
    CONSTRAINT of_array CHECK ((many[1]).old_name IS NOT NULL),
    CONSTRAINT no_two EXCLUDE USING btree (((valid).old_name) WITH =)
);
CREATE INDEX few ON team ((at)) WHERE (valid).old_name = 'x';
