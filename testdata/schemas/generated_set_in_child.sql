-- from 17
CREATE TABLE base (a integer, g integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE child () INHERITS (base);
ALTER TABLE child ALTER g SET EXPRESSION AS (a * 3);
