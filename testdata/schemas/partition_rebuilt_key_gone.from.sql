-- A partition is made anew, because its key has another type, while the key or
-- index of its parent goes that its own comes from.
CREATE TYPE mood AS ENUM ('open', 'shut');
CREATE TABLE top (id integer, m mood, UNIQUE (m, id)) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF top FOR VALUES FROM (2) TO (42) PARTITION BY HASH (m);
CREATE TABLE leaf PARTITION OF part FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE upper (id integer, m mood) PARTITION BY RANGE (id);
CREATE TABLE middle PARTITION OF upper FOR VALUES FROM (2) TO (42) PARTITION BY RANGE (id);
CREATE TABLE lower PARTITION OF middle FOR VALUES FROM (3) TO (42) PARTITION BY LIST (m);
CREATE INDEX upper_m ON upper (m);
CREATE INDEX upper_id ON upper (id);
