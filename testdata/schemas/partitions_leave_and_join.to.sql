-- A partition leaves before its table changes, and another one joins afterwards.
CREATE TABLE a (o int, b bigint NOT NULL, c varchar(20), CHECK (b > 2)) PARTITION BY list (o);
CREATE TABLE s (o int, b int, c text DEFAULT 'x', CHECK (b > 0));
CREATE TABLE u PARTITION OF a FOR VALUES IN (1);
