CREATE TABLE t (id integer, c text NOT NULL, more integer, PRIMARY KEY (id));
