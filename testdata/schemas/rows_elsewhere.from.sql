CREATE TABLE a (x integer);
CREATE TABLE b (c a[]);
CREATE UNLOGGED TABLE m (x integer);
CREATE TABLE k (c m);
