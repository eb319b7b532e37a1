-- from 14
CREATE TYPE span AS RANGE (SUBTYPE = numeric, MULTIRANGE_TYPE_NAME = spans);
CREATE TYPE stay AS RANGE (SUBTYPE = numeric, MULTIRANGE_TYPE_NAME = stays);
CREATE TABLE t (a span, b stays);
