-- from 18
-- Virtual columns change their expression, become stored or ordinary, and back.
CREATE TABLE t (a bigint, b bigint GENERATED ALWAYS AS (a + 2) VIRTUAL, c int GENERATED ALWAYS AS (a * 2) VIRTUAL,
    d varchar(9), e text GENERATED ALWAYS AS (lower(d)) VIRTUAL, f int GENERATED ALWAYS AS (a - 3) VIRTUAL, g bigint);
CREATE TABLE p (k int, v int GENERATED ALWAYS AS (k + 3) VIRTUAL, w int GENERATED ALWAYS AS (k + 2) STORED) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p (v GENERATED ALWAYS AS (k + 10) VIRTUAL) FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE TABLE base (x int, y int GENERATED ALWAYS AS (x + 1) VIRTUAL, n int GENERATED ALWAYS AS (x) VIRTUAL);
CREATE TABLE child (z int) INHERITS (base);
ALTER TABLE t ADD CONSTRAINT positive CHECK (b > 1) NOT ENFORCED;
