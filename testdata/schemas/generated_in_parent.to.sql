-- A column that children inherit becomes generated, with another type.
CREATE TABLE p (active tsrange GENERATED ALWAYS AS (CAST('empty' AS tsrange)) STORED NOT NULL, n bigint DEFAULT 1);
CREATE TABLE c (x int) INHERITS (p);
