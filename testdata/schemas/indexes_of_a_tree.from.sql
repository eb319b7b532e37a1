CREATE TABLE invoice (y text) PARTITION BY RANGE (y);
CREATE INDEX by_part ON invoice (y) WHERE y > 'a';
CREATE INDEX by_all ON invoice USING spgist (y);
