-- A new child has the default that its parent gets, or loses, besides.
CREATE TABLE users (name text DEFAULT 'x', rank numeric, age int DEFAULT 3);
CREATE TABLE admins (level int) INHERITS (users);
CREATE TABLE parts (id int, rank numeric DEFAULT 5, age int) PARTITION BY LIST (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
CREATE TABLE parts_2 PARTITION OF parts (age DEFAULT 2) FOR VALUES IN (2) PARTITION BY LIST (id);
CREATE TABLE parts_2_2 PARTITION OF parts_2 FOR VALUES IN (2);
