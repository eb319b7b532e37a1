CREATE TABLE invoice (y text) PARTITION BY RANGE (y);
CREATE INDEX by_part ON invoice (y) WHERE y > 'a';
CREATE TABLE file (y text) PARTITION BY LIST (y);
ALTER TABLE invoice ATTACH PARTITION file FOR VALUES FROM ('') TO ('c');
CREATE INDEX by_all ON invoice USING spgist (y);
CREATE TABLE account (y text);
ALTER TABLE file ATTACH PARTITION account FOR VALUES IN ('b', 'a');
