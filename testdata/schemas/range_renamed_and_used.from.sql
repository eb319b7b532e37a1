-- from 14
-- The functions that make values of a range type keep its old name, too.
CREATE SCHEMA app;
CREATE DOMAIN cents AS bigint;
CREATE TYPE span AS RANGE (SUBTYPE = float8);
CREATE TYPE prices AS RANGE (SUBTYPE = cents, MULTIRANGE_TYPE_NAME = many_prices);
CREATE TYPE moved AS RANGE (SUBTYPE = date);
CREATE TABLE t (a span DEFAULT span(1, 2), m span_multirange, n span_multirange[], p prices, q many_prices,
    CONSTRAINT c CHECK (a <> span(3, 4, '[]')), CONSTRAINT d CHECK (m <> span_multirange(span(3, 4)) AND m <> '{}'::span_multirange));
CREATE TABLE u (d date, e date, CONSTRAINT f CHECK (moved(d, e) <> 'empty' AND moved_multirange(moved(d, e), moved(e, d)) <> moved_multirange()));
