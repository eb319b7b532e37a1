CREATE TABLE orders (token integer, v text, n integer, CONSTRAINT k PRIMARY KEY (token, v)) PARTITION BY HASH (v);
CREATE TABLE city PARTITION OF orders FOR VALUES WITH (MODULUS 3, REMAINDER 2);
ALTER INDEX city_pkey RENAME TO own;
CREATE INDEX ix ON orders (token);
ALTER INDEX city_token_idx RENAME TO own_too;
