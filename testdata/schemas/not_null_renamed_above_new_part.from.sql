-- The name that a not-null constraint gets must not be looked for in a part that joins (18).
CREATE TABLE events (kind text) PARTITION BY LIST (kind);
ALTER TABLE events ADD PRIMARY KEY (kind);
CREATE TABLE several PARTITION OF events FOR VALUES IN ('a', 'b') PARTITION BY LIST (kind);
