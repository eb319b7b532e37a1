-- No column has the type, but expressions use it.
CREATE TYPE pair AS (a integer, b bigint);
CREATE TABLE t (x integer CHECK (x > (ROW(1, 2)::pair).b), y text DEFAULT (ROW(1, 2)::pair).b, z text GENERATED ALWAYS AS ((ROW(1, 2)::pair).a::text) STORED);
CREATE INDEX i ON t ((x + (ROW(1, 2)::pair).b));
