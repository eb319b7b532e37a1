-- rename table:price_list=city
-- back table:city=price_list
CREATE TABLE orders (token bigint, v text, PRIMARY KEY (token, v)) PARTITION BY HASH (v);
CREATE TABLE city PARTITION OF orders FOR VALUES WITH (MODULUS 3, REMAINDER 2);
