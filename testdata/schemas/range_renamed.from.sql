-- from 14
CREATE TYPE span AS RANGE (SUBTYPE = float8);
