-- The partition goes that made the index invalid; the server does not notice.
CREATE TABLE p (a int, b date) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE INDEX whole ON ONLY p (b);
CREATE INDEX part ON p1 (b);
ALTER INDEX whole ATTACH PARTITION part;
