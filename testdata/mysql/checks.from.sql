CREATE TABLE t (a int CHECK (a > 0), b int, g int AS (a + 1), h int AS (b + 1) STORED, CONSTRAINT c CHECK (b > a), CONSTRAINT gone CHECK (a < 9), KEY g (g));
