-- A partition that declares NOT NULL too has a constraint of its own name (18).
CREATE TABLE log (id integer, kind text NOT NULL, PRIMARY KEY (id, kind)) PARTITION BY HASH (id);
CREATE TABLE log_0 PARTITION OF log (id NOT NULL, kind NOT NULL) FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE log_1 PARTITION OF log FOR VALUES WITH (MODULUS 2, REMAINDER 1);
