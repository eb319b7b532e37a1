CREATE TABLE parted (id integer) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (10);
CREATE INDEX by_id ON ONLY parted (id);
CREATE INDEX part_by_id ON part (id);
