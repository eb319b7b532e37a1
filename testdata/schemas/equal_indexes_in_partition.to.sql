-- The server takes the first index of a partition that fits.
CREATE TABLE a (o int, b int) PARTITION BY list (o);
CREATE TABLE s PARTITION OF a FOR VALUES IN (1);
CREATE INDEX own ON s (b);
CREATE INDEX x ON a (b);
CREATE INDEX s_b_idx ON s (b);
