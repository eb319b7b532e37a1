CREATE TABLE t (a int NOT NULL, b varchar(10), c text, d int DEFAULT 1, e int, PRIMARY KEY (a), KEY b (b), KEY cd (c(10), d));
