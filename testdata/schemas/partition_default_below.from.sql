CREATE TABLE account (a boolean, lang jsonb DEFAULT '[]') PARTITION BY RANGE (a);
CREATE TABLE orders (lang jsonb, a boolean) PARTITION BY LIST (a);
ALTER TABLE account ATTACH PARTITION orders FOR VALUES FROM (true) TO (MAXVALUE);
CREATE TABLE leaf PARTITION OF orders FOR VALUES IN (NULL);
