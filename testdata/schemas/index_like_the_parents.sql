-- An index of a partition that looks like the partitioned one is taken for its
-- part if it is there first, and left alone if it comes later.
CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
CREATE TABLE c PARTITION OF p DEFAULT;
CREATE INDEX c_first ON c (b);
CREATE INDEX p_b ON p (b);
CREATE INDEX p_a ON p (a);
CREATE INDEX c_later ON c (a);
