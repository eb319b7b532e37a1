-- ALTER INDEX does not set the parameters of a partitioned index.
CREATE TABLE m (t int PRIMARY KEY WITH (fillfactor = 60), u int) PARTITION BY RANGE (t);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1) TO (9);
CREATE INDEX mu ON m (u);
