-- The values of a list partition are constants, too.
CREATE TABLE l (code int NOT NULL) PARTITION BY LIST (code);
CREATE TABLE l1 PARTITION OF l FOR VALUES IN (2 + 0, '7', 3 - 10);
