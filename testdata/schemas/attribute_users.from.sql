-- Whatever selects an attribute depends on it: columns, domains, arrays, types inside of types.
CREATE TYPE coord AS (id polygon, n integer, gone text);
CREATE DOMAIN spot AS coord CHECK ((VALUE).gone <> '');
CREATE TYPE way AS (a coord, label text);
CREATE TABLE team (
    rank numeric,
    valid coord,
    many coord[],
    deep way,
    at spot,
    made text GENERATED ALWAYS AS ((valid).gone || '!') STORED,
    given text DEFAULT (ROW(NULL, 1, 'x')::coord).gone,
    CONSTRAINT of_array CHECK ((many[1]).gone IS NOT NULL),
    CONSTRAINT of_inner CHECK (((deep).a).gone IS NOT NULL),
    CONSTRAINT of_domain CHECK ((at).gone IS NOT NULL),
    CONSTRAINT no_two EXCLUDE USING btree (((valid).gone) WITH =)
);
CREATE INDEX few ON team (rank) WHERE (valid).gone = 'x';
CREATE TABLE other (rank numeric CHECK (rank > (ROW(NULL, 1, 'x')::coord).n));
CREATE TABLE item (x integer, y text);
CREATE TABLE box (content item, CONSTRAINT of_row CHECK ((content).y <> ''));
