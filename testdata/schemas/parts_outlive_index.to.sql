-- Parts of a partitioned index are dropped with it, at any depth.
CREATE TABLE product (a date, b integer) PARTITION BY HASH (b);
CREATE TABLE payment PARTITION OF product FOR VALUES WITH (MODULUS 3, REMAINDER 2) PARTITION BY RANGE (b);
CREATE TABLE customer PARTITION OF payment FOR VALUES FROM (3) TO (50);
CREATE TABLE seller PARTITION OF product FOR VALUES WITH (MODULUS 3, REMAINDER 1);

CREATE INDEX ON customer (a);
CREATE INDEX ON seller (a);
