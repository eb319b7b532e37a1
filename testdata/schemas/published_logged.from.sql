-- A table is not part of a publication while it is unlogged.
CREATE TABLE team (id int PRIMARY KEY, name text);
CREATE TABLE other (id int PRIMARY KEY);
CREATE PUBLICATION row2 FOR TABLE team;
CREATE PUBLICATION two FOR TABLE team, other;
