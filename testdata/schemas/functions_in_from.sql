-- What isn't written like a function stands where functions do.
CREATE TABLE t (a integer, b text);
CREATE VIEW casts AS SELECT * FROM CAST(1 + 2 AS integer) AS i4, CAST('5' AS bigint) i8, ROWS FROM (CAST(2 AS numeric(5, 2)), generate_series(1, 2)) r(n, m);
CREATE VIEW others AS SELECT * FROM coalesce(1, 2) c, current_date d, localtimestamp(3) ts, COLLATION FOR ('x'::text) col, greatest(1, 2) g;
CREATE VIEW joined AS SELECT t.a, l.i FROM t, LATERAL CAST(t.b AS integer) AS l(i);
