-- Whatever selects an attribute depends on it: columns, domains, arrays, types inside of types.
CREATE TYPE coord AS (id polygon, stays text);
CREATE DOMAIN spot AS coord CHECK ((VALUE).stays <> '');
CREATE TYPE way AS (a coord, label text);
CREATE TABLE team (
    rank numeric,
    valid coord,
    many coord[],
    deep way,
    at spot,
    made text GENERATED ALWAYS AS ((valid).stays || '!') STORED,
    given text DEFAULT (ROW(NULL, 'x')::coord).stays,
    CONSTRAINT of_array CHECK ((many[1]).stays IS NOT NULL),
    CONSTRAINT of_inner CHECK (((deep).a).stays IS NOT NULL),
    CONSTRAINT of_domain CHECK ((at).stays IS NOT NULL),
    CONSTRAINT no_two EXCLUDE USING btree (((valid).stays) WITH =)
);
CREATE INDEX few ON team (rank) WHERE (valid).stays = 'x';
CREATE TABLE other (rank numeric CHECK (rank > 1));
CREATE TABLE item (x integer, z text);
CREATE TABLE box (content item, CONSTRAINT of_row CHECK ((content).z <> ''));
