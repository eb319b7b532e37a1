-- from 18
-- What is made like a key WITHOUT OVERLAPS is named like an exclusion constraint.
CREATE TABLE payment (valid int4range NOT NULL, during int4multirange, UNIQUE (valid, during WITHOUT OVERLAPS));
CREATE TABLE price_list (LIKE payment INCLUDING ALL);
CREATE TABLE parts (valid int4range, during int4multirange, UNIQUE (valid, during WITHOUT OVERLAPS)) PARTITION BY LIST (valid);
CREATE TABLE part PARTITION OF parts DEFAULT;
CREATE TABLE attached (LIKE parts);
ALTER TABLE parts ATTACH PARTITION attached FOR VALUES IN ('[1,2)');
