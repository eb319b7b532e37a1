-- A key that comes to nothing but its column is a column for the server.
CREATE TABLE t (a int, d timestamp, v varchar(9), n numeric(10,2), s timestamp(0));
CREATE INDEX ON t ((a::int));
CREATE INDEX named ON t ((v::varchar(9)), (n::numeric(10,2)));
CREATE INDEX still_expressions ON t ((v::text), (n::numeric(9,2)), (s::timestamp));
CREATE INDEX on_date ON t (date(d));
ALTER TABLE t ALTER COLUMN d TYPE date;
