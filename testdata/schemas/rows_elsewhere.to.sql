CREATE TABLE a (x bigint);
CREATE TABLE ab (c a, d integer);
CREATE TABLE k (c integer);
CREATE TABLE m (x integer);
