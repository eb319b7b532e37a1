CREATE TYPE point_in_time AS (at timestamptz, n integer);
CREATE TABLE log OF point_in_time (n WITH OPTIONS CONSTRAINT positive CHECK (n > 0));
ALTER TABLE log ADD CONSTRAINT once UNIQUE (at);
ALTER TABLE log ADD CONSTRAINT no_two EXCLUDE USING btree (n WITH =);
CREATE TABLE entry OF point_in_time;
ALTER TABLE entry ADD CONSTRAINT logged FOREIGN KEY (at) REFERENCES log (at);
CREATE TABLE part OF point_in_time (CONSTRAINT even CHECK (n % 2 = 0)) PARTITION BY LIST (n);
CREATE TABLE part_2 PARTITION OF part FOR VALUES IN (2);
