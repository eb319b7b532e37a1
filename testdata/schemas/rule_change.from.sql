-- Rules change in every attribute.
CREATE TABLE t (id integer PRIMARY KEY, name text, number smallint);
CREATE TABLE log (id integer, what text);
CREATE VIEW v AS SELECT id, number FROM t;
CREATE RULE event AS ON INSERT TO t DO INSERT INTO log VALUES (new.id, 'a');
CREATE RULE also AS ON UPDATE TO t DO ALSO NOTHING;
CREATE RULE condition AS ON DELETE TO t WHERE old.id > 3 DO INSERT INTO log VALUES (old.id, 'b');
CREATE RULE action AS ON DELETE TO t DO DELETE FROM log WHERE log.id = old.id;
CREATE RULE state AS ON DELETE TO log DO INSTEAD NOTHING;
ALTER TABLE log DISABLE RULE state;
CREATE RULE numbers AS ON UPDATE TO v DO INSTEAD UPDATE t SET number = new.number WHERE t.id = old.id;
COMMENT ON RULE numbers ON v IS 'kept';
COMMENT ON RULE event ON t IS 'before';
CREATE RULE dropped AS ON UPDATE TO log DO INSTEAD NOTHING;
