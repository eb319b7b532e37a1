CREATE TYPE address AS (x numeric, z text, w int);
CREATE TABLE account OF address (x WITH OPTIONS NOT NULL, z WITH OPTIONS DEFAULT 'none' NOT NULL, w WITH OPTIONS DEFAULT 5);
