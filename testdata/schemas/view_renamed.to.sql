-- rename view:v=w
-- rename table:m=n
-- back view:w=v
-- back table:n=m
CREATE TABLE t (id integer PRIMARY KEY, x integer);
CREATE VIEW w AS SELECT id, x FROM t;
COMMENT ON VIEW w IS 'seen';
CREATE VIEW above AS SELECT w.x, w.*::text AS whole FROM w;
CREATE FUNCTION f(w) RETURNS integer LANGUAGE sql AS 'SELECT $1.id';
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER seen INSTEAD OF INSERT ON w FOR EACH ROW EXECUTE FUNCTION watch();
CREATE RULE none AS ON DELETE TO w DO INSTEAD NOTHING;
CREATE MATERIALIZED VIEW n AS SELECT x FROM t;
CREATE INDEX m_x ON n (x);
