-- A column that was inherited gets another type.
CREATE TABLE c (own date, a int, b varchar(5), d float DEFAULT 0);
