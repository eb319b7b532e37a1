CREATE TYPE coord AS (n integer, stays integer);
CREATE TABLE place (at coord, x integer) PARTITION BY RANGE (((at).stays + x));
CREATE TABLE place_0 PARTITION OF place FOR VALUES FROM (0) TO (10);
