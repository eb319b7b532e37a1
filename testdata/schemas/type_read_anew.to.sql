-- from 14
CREATE TABLE t (
    a integer DEFAULT '5',
    b bigint,
    i bigint DEFAULT 1,
    v text DEFAULT 'x',
    n integer DEFAULT 0.5,
    c text,
    d timestamp,
    r numeric,
    CONSTRAINT more CHECK (a > '5'),
    CONSTRAINT either CHECK (COALESCE(i, b) > 0),
    CONSTRAINT among CHECK (a IN ('1', '2')),
    CONSTRAINT text_or CHECK (v = 'x' OR v || 'y' = 'z'),
    CONSTRAINT amount CHECK (n > 1 AND n / 2 < 5),
    CONSTRAINT code CHECK (c = 'ab ' OR c LIKE 'a%'),
    CONSTRAINT since CHECK (d > '2020-01-01' AND d - '2020-01-01' IS NOT NULL),
    CONSTRAINT whichever CHECK (CASE WHEN i > 3 THEN i ELSE r END > '0'),
    CONSTRAINT range_of CHECK (i BETWEEN 1 AND 9 AND (i, b) > (1, 2) AND i = ANY (ARRAY[b, 1])),
    CONSTRAINT not_both EXCLUDE USING btree (a WITH =) WHERE (a > '5')
);
CREATE INDEX t_expr ON t ((a || 'x'), COALESCE(i, b));
CREATE INDEX t_part ON t (b) WHERE a <> '7' AND v = 'q';
CREATE INDEX t_plain ON t (a, v, c);
CREATE UNIQUE INDEX t_nulls ON t (NULLIF(a, '3'), GREATEST(i, b), (i + 1));
CREATE STATISTICS t_stat ON (a || 'x'), (i / 2) FROM t;
CREATE TABLE g (
    a varchar(7),
    i numeric,
    w text GENERATED ALWAYS AS (a || '1') STORED,
    x bigint GENERATED ALWAYS AS (i / 2) STORED
);
CREATE TABLE p (id integer, a integer, CONSTRAINT p_check CHECK (a > '5')) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE INDEX p_index ON p ((a || 'y')) WHERE a > '3';
CREATE TABLE q (a integer, CONSTRAINT q_check CHECK (a > '5'));
CREATE TABLE q1 (z text, CONSTRAINT q1_check CHECK (a || z > '5')) INHERITS (q);
