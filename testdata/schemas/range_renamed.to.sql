-- rename type:span=reach
-- back type:reach=span
CREATE TYPE reach AS RANGE (SUBTYPE = float8);
