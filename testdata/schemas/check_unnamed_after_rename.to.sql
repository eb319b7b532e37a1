CREATE TABLE grown (code boolean NOT NULL, CHECK (code IS TRUE)) PARTITION BY RANGE (code);
CREATE TABLE part PARTITION OF grown FOR VALUES FROM (false) TO (true);
CREATE TABLE ground (a integer, CHECK (a > 0));
CREATE TABLE child () INHERITS (ground);
