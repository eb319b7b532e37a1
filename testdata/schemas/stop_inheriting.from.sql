CREATE TABLE p (a bigint, b text DEFAULT 'x');
CREATE TABLE c (own date NOT NULL) INHERITS (p);
