CREATE TABLE t (a int CHECK (a > 1), b int CHECK (b < 5), g int AS (a + 1) STORED, h int, CONSTRAINT c CHECK (b >= a), CONSTRAINT fresh CHECK (b < 9), KEY g (g));
