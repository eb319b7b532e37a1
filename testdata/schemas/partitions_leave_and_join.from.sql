CREATE TABLE a (o int, b int, c text DEFAULT 'x', CHECK (b > 0)) PARTITION BY list (o);
CREATE TABLE s PARTITION OF a FOR VALUES IN (1);
CREATE TABLE u (o int, b int, c text, CHECK (b > 1));
