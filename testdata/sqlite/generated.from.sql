-- Generated columns.
CREATE TABLE g (a INT, b INT AS (a + 1), c INT AS (a * 2) STORED, d INT, e INT AS (a));
CREATE TABLE h (a INT, b INT);
