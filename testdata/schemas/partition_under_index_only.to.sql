-- The index is of the partitioned table alone, and invalid therefore.
CREATE TABLE event (a integer, b text) PARTITION BY LIST (a);
CREATE TABLE part PARTITION OF event FOR VALUES IN (1);
CREATE INDEX by_name ON ONLY event (b);
