CREATE TYPE point_in_time AS (at timestamptz, n integer);
CREATE TABLE log OF point_in_time (n WITH OPTIONS CONSTRAINT given NOT NULL);
