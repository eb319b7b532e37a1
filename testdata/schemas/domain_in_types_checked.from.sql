-- The server does not check a domain inside of other types: they are made anew.
CREATE DOMAIN amount integer;
CREATE DOMAIN part amount;
CREATE TYPE bag AS (a amount, b text);
CREATE TYPE amounts AS RANGE (subtype = amount);
CREATE TABLE kept (
    plain amount DEFAULT 1,
    y amount[] DEFAULT '{1}',
    z amounts,
    v bag[],
    w part[],
    made integer GENERATED ALWAYS AS (y[1]) STORED,
    CHECK (y[1] > 2),
    CHECK (lower(z) < 5)
);
CREATE INDEX few ON kept (y) WHERE (v[1]).a > 1;
