CREATE TYPE coord AS (id polygon);
CREATE TABLE team (rank numeric, valid coord, CHECK ((valid).id IS NOT NULL));
