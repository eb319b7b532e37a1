CREATE TYPE coord AS (data integer);
CREATE TABLE team (rank numeric, valid coord);
