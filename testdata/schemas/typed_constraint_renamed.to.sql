-- rename constraint:log.once=single
-- rename constraint:log.positive=above
-- back constraint:log.single=once
-- back constraint:log.above=positive
CREATE TYPE point_in_time AS (at timestamptz, n integer);
CREATE TABLE log OF point_in_time (n WITH OPTIONS CONSTRAINT above CHECK (n > 0));
ALTER TABLE log ADD CONSTRAINT single UNIQUE (at);
