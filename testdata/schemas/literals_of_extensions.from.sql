-- What a literal means to a type of an extension only the server knows. The rest
-- of an expression is known all the same: its operators, and that it differs.
CREATE EXTENSION ltree;
CREATE EXTENSION cube;
CREATE EXTENSION intarray;
CREATE EXTENSION seg;
CREATE TABLE t (
    id integer PRIMARY KEY,
    n integer,
    p ltree,
    c cube,
    s seg,
    a integer[],
    CONSTRAINT c1 CHECK (p <@ '0'),
    CONSTRAINT c2 CHECK (p ~ '*.a'),
    CONSTRAINT c3 CHECK (c @> '(1)'),
    CONSTRAINT c4 CHECK (a @@ '1 & 2'),
    CONSTRAINT c5 CHECK (p @> ARRAY['a'::ltree]),
    CONSTRAINT c6 CHECK (p ? ARRAY['a'::lquery]),
    CONSTRAINT c7 CHECK (p @ 'x' OR p || 'x' <> 'y' OR subpath(p, 0, 1) = 'x'),
    CONSTRAINT c8 CHECK (s && '1 .. 2' AND n > 1)
);
CREATE INDEX i ON t (n) WHERE p <@ '0' AND n > 1;
CREATE VIEW v AS SELECT id FROM t WHERE p <@ 'a.b' AND n > 1;
CREATE VIEW w AS SELECT id, '(1, 2)'::cube AS c FROM t;
