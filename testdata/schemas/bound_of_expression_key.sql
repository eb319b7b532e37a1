-- A bound is a constant of the key's type, also if the key is an expression.
CREATE TABLE p (a int, b text) PARTITION BY RANGE ((a % 100));
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (-7 + 0) TO ('0');
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (0) TO (2 * 5);
CREATE TABLE q (a int, b text) PARTITION BY LIST (lower(b));
CREATE TABLE q1 PARTITION OF q FOR VALUES IN ('a', 'b' || 'c');
