CREATE TYPE coord AS (n integer, gone integer);
CREATE TABLE place (at coord, x integer) PARTITION BY RANGE (((at).gone + x));
CREATE TABLE place_0 PARTITION OF place FOR VALUES FROM (0) TO (10);
