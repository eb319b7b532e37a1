-- from 14
-- rename type:span=reach
-- back type:reach=span
-- rename type:cents=amount
-- back type:amount=cents
-- rename type:prices=costs
-- back type:costs=prices
-- rename type:public.moved=app.moved
-- back type:app.moved=public.moved
CREATE SCHEMA app;
CREATE DOMAIN amount AS bigint;
CREATE TYPE reach AS RANGE (SUBTYPE = float8);
CREATE TYPE costs AS RANGE (SUBTYPE = amount, MULTIRANGE_TYPE_NAME = many_costs);
CREATE TYPE app.moved AS RANGE (SUBTYPE = date);
CREATE TABLE t (a reach DEFAULT reach(1, 2), m reach_multirange, n reach_multirange[], p costs, q many_costs,
    CONSTRAINT c CHECK (a <> reach(3, 4, '[]')), CONSTRAINT d CHECK (m <> reach_multirange(reach(3, 4)) AND m <> '{}'::reach_multirange));
CREATE TABLE u (d date, e date, CONSTRAINT f CHECK (app.moved(d, e) <> 'empty' AND app.moved_multirange(app.moved(d, e), app.moved(e, d)) <> app.moved_multirange()));
