CREATE TABLE users (name text, rank numeric DEFAULT 1, age int);
CREATE TABLE parts (id int, rank numeric, age int DEFAULT 7) PARTITION BY LIST (id);
