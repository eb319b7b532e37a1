CREATE DOMAIN amount integer CHECK (VALUE > 0);
CREATE DOMAIN given integer NOT NULL;
CREATE TYPE money_bag AS (b text);
CREATE TABLE kept (
    w integer[],
    v integer[]
);
CREATE TABLE bags (bag money_bag);
