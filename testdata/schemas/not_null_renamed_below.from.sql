-- A name that a not-null constraint (18) has from two levels above.
CREATE TYPE color_color AS ENUM ('in progress', 'blue');
CREATE TABLE price ("order" color_color) PARTITION BY hash ("order");
ALTER TABLE price ADD PRIMARY KEY ("order");
CREATE TABLE subscription PARTITION OF price FOR VALUES WITH (MODULUS 2, REMAINDER 0) PARTITION BY list ("order");
CREATE TABLE invoice PARTITION OF subscription FOR VALUES IN ('blue');
