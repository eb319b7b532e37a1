-- from 14
-- A multirange that the declaration does not name keeps its name, also when the type is made anew.
CREATE TYPE span AS RANGE (SUBTYPE = inet);
CREATE TYPE stay AS RANGE (SUBTYPE = numeric);
CREATE TABLE t (a span, b stay_multirange);
