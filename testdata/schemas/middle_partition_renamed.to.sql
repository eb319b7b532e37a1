-- rename table:middle=centre
-- rename table:other=another
-- back table:centre=middle
-- back table:another=other
CREATE TABLE top (lang numeric, x integer, PRIMARY KEY (lang)) PARTITION BY HASH (lang);
CREATE INDEX top_x ON top (x);
CREATE TABLE centre PARTITION OF top FOR VALUES WITH (MODULUS 3, REMAINDER 2) PARTITION BY RANGE (lang);
CREATE TABLE leaf PARTITION OF centre FOR VALUES FROM (0.5) TO (3.25);
CREATE TABLE another PARTITION OF centre FOR VALUES FROM (3.25) TO (4);
