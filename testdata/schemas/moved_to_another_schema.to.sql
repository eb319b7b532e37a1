-- rename table:a.t=b.t
-- rename type:a.mood=b.mood
-- rename sequence:a.s=b.s
-- back table:b.t=a.t
-- back type:b.mood=a.mood
-- back sequence:b.s=a.s
CREATE SCHEMA b;
CREATE TABLE b.t (x integer PRIMARY KEY);
CREATE TYPE b.mood AS ENUM ('good');
CREATE SEQUENCE b.s;
