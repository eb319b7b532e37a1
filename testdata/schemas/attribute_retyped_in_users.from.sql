CREATE TYPE coord AS (id polygon, n integer);
CREATE DOMAIN spot AS coord CHECK ((VALUE).n > 0);
CREATE TYPE way AS (a coord, label text);
CREATE TABLE team (
    valid coord,
    at spot,
    many coord[],
    deep way,
    made text GENERATED ALWAYS AS ((valid).n::text) STORED,
    given integer DEFAULT (ROW(NULL, 7)::coord).n,
    CONSTRAINT of_array CHECK ((many[1]).n IS NOT NULL),
    CONSTRAINT of_inner CHECK (((deep).a).n IS NOT NULL),
    CONSTRAINT no_two EXCLUDE USING btree (((valid).n) WITH =)
);
CREATE INDEX few ON team (given) WHERE (valid).n = 2;
