-- A domain comes to demand more when what has it inside of another type is gone.
CREATE DOMAIN amount integer;
CREATE DOMAIN given integer;
CREATE TYPE money_bag AS (a amount, b text);
CREATE TYPE amounts AS RANGE (subtype = amount);
CREATE TABLE dropped (x amount[]);
CREATE TABLE kept (
    y amount[],
    z amounts,
    w given[],
    v amount[]
);
CREATE TABLE bags (bag money_bag);
