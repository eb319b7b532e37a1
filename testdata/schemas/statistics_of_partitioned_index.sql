-- Statistics targets of a partitioned index go down to its parts.
CREATE TABLE p (x text) PARTITION BY LIST (x);
CREATE TABLE c PARTITION OF p FOR VALUES IN ('a');
CREATE INDEX whole ON ONLY p (length(x));
CREATE INDEX part ON c (length(x));
ALTER INDEX whole ATTACH PARTITION part;
ALTER INDEX whole ALTER COLUMN 1 SET STATISTICS 300;
CREATE INDEX auto ON p (lower(x));
ALTER INDEX auto ALTER 1 SET STATISTICS 200;
CREATE TABLE d PARTITION OF p DEFAULT;
