-- A new column of a domain is checked if there are rows.
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN given AS integer NOT NULL;
CREATE TABLE t (a integer, b positive DEFAULT 0);
CREATE TABLE u (a integer, b given);
