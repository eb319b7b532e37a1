-- kind: rule
-- given
CREATE TABLE item (id integer NOT NULL, name text);
CREATE TABLE log (id integer, what text);
-- object
CREATE RULE noted AS ON DELETE TO item DO INSERT INTO log (id) VALUES (old.id);
-- attribute: on
-- was
CREATE RULE noted AS ON INSERT TO item DO INSERT INTO log (id) VALUES (new.id);
-- is
CREATE RULE noted AS ON UPDATE TO item DO INSERT INTO log (id) VALUES (new.id);
-- attribute: where
CREATE RULE noted AS ON DELETE TO item WHERE old.id > 3 DO INSERT INTO log (id) VALUES (old.id);
-- attribute: instead
CREATE RULE noted AS ON DELETE TO item DO INSTEAD INSERT INTO log (id) VALUES (old.id);
-- attribute: actions
CREATE RULE noted AS ON DELETE TO item DO INSERT INTO log (id, what) VALUES (old.id, old.name);
-- attribute: actions (several)
CREATE RULE noted AS ON DELETE TO item DO (INSERT INTO log (id) VALUES (old.id); UPDATE log SET what = 'gone' WHERE log.id = old.id);
-- attribute: actions (none)
CREATE RULE noted AS ON DELETE TO item DO NOTHING;
-- attribute: enabled (disabled)
CREATE RULE noted AS ON DELETE TO item DO INSERT INTO log (id) VALUES (old.id);
ALTER TABLE item DISABLE RULE noted;
-- attribute: enabled (replica)
CREATE RULE noted AS ON DELETE TO item DO INSERT INTO log (id) VALUES (old.id);
ALTER TABLE item ENABLE REPLICA RULE noted;
-- attribute: enabled (always)
CREATE RULE noted AS ON DELETE TO item DO INSERT INTO log (id) VALUES (old.id);
ALTER TABLE item ENABLE ALWAYS RULE noted;
-- attribute: comment
CREATE RULE noted AS ON DELETE TO item DO INSERT INTO log (id) VALUES (old.id);
COMMENT ON RULE noted ON item IS 'notes what goes';
