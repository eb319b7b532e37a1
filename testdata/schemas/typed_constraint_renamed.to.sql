-- rename constraint:log.once=single
-- rename constraint:log.positive=above
-- rename constraint:log.no_two=differs
-- rename constraint:entry.logged=known
-- rename constraint:part.even=not_odd
-- back constraint:log.single=once
-- back constraint:log.above=positive
-- back constraint:log.differs=no_two
-- back constraint:entry.known=logged
-- back constraint:part.not_odd=even
CREATE TYPE point_in_time AS (at timestamptz, n integer);
CREATE TABLE log OF point_in_time (n WITH OPTIONS CONSTRAINT above CHECK (n > 0));
ALTER TABLE log ADD CONSTRAINT single UNIQUE (at);
ALTER TABLE log ADD CONSTRAINT differs EXCLUDE USING btree (n WITH =);
CREATE TABLE entry OF point_in_time;
ALTER TABLE entry ADD CONSTRAINT known FOREIGN KEY (at) REFERENCES log (at);
CREATE TABLE part OF point_in_time (CONSTRAINT not_odd CHECK (n % 2 = 0)) PARTITION BY LIST (n);
CREATE TABLE part_2 PARTITION OF part FOR VALUES IN (2);
