-- Rules with all that they can have.
CREATE TABLE t (id integer PRIMARY KEY, name text, at timestamptz);
CREATE TABLE log (id integer, what text, at timestamptz DEFAULT now());
CREATE VIEW v AS SELECT id, name FROM t;
CREATE RULE nothing AS ON DELETE TO log DO INSTEAD NOTHING;
CREATE RULE logged AS ON INSERT TO t WHERE new.id > 10 AND new.name <> 'x' DO ALSO INSERT INTO log (id, what) VALUES (new.id, 'inserted');
CREATE RULE two AS ON UPDATE TO t DO (INSERT INTO log VALUES (old.id, old.name); DELETE FROM log WHERE log.id = old.id AND new.name IS NULL);
CREATE RULE v_insert AS ON INSERT TO v DO INSTEAD INSERT INTO t (id, name) VALUES (new.id, new.name) RETURNING t.id, t.name;
CREATE RULE v_update AS ON UPDATE TO v DO INSTEAD UPDATE t SET name = new.name WHERE t.id = old.id;
CREATE RULE v_delete AS ON DELETE TO v DO INSTEAD DELETE FROM t WHERE t.id = old.id;
CREATE OR REPLACE RULE v_delete AS ON DELETE TO v WHERE old.id > 0 DO INSTEAD NOTHING;
ALTER TABLE t DISABLE RULE two;
ALTER TABLE t ENABLE REPLICA RULE logged;
ALTER RULE nothing ON log RENAME TO nothing_at_all;
COMMENT ON RULE nothing_at_all ON log IS 'keeps the log';
