-- from 15
-- Publications: every form of ALTER, and what becomes of their tables.
CREATE SCHEMA app;
CREATE SCHEMA other;
CREATE TABLE app.a (id integer PRIMARY KEY, x text, y text);
CREATE TABLE app.b (id integer PRIMARY KEY, x text);
CREATE TABLE app.c (id integer PRIMARY KEY);
CREATE TABLE app.p (id integer, x integer) PARTITION BY LIST (x);
CREATE TABLE app.p1 PARTITION OF app.p FOR VALUES IN (1);
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert');
CREATE PUBLICATION nothing;
CREATE PUBLICATION few FOR TABLE app.a (x, id) WHERE (x IN ('k', 'l') AND id > 3), app.b, app.c WITH (publish_via_partition_root);
CREATE PUBLICATION schemas FOR TABLES IN SCHEMA app, other;
CREATE PUBLICATION mixed FOR TABLE app.p, TABLES IN SCHEMA other WITH (publish = 'update, delete');
ALTER PUBLICATION few DROP TABLE app.b;
ALTER PUBLICATION few ADD TABLE app.p1 WHERE (x = 1);
ALTER PUBLICATION few SET (publish = 'insert, update', publish_via_partition_root = false);
ALTER PUBLICATION schemas DROP TABLES IN SCHEMA other;
ALTER PUBLICATION schemas ADD TABLE app.c;
CREATE PUBLICATION reset FOR TABLE app.a;
ALTER PUBLICATION reset SET TABLE app.b, TABLES IN SCHEMA other;
COMMENT ON PUBLICATION few IS 'some';
ALTER TABLE app.a RENAME COLUMN x TO z;
ALTER TABLE app.c RENAME TO d;
ALTER SCHEMA other RENAME TO another;
ALTER PUBLICATION nothing RENAME TO none;
CREATE TABLE app.gone (id integer);
ALTER PUBLICATION none ADD TABLE app.gone;
DROP TABLE app.gone;
