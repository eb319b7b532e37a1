-- kind: policy
-- given
CREATE TABLE item (id integer NOT NULL, owner text);
CREATE TABLE member (name text, item integer);
-- object
CREATE POLICY own ON item USING (owner = CURRENT_USER);
-- attribute: command
CREATE POLICY own ON item FOR SELECT USING (owner = CURRENT_USER);
-- attribute: command (delete)
CREATE POLICY own ON item FOR DELETE USING (owner = CURRENT_USER);
-- attribute: restrictive
CREATE POLICY own ON item AS RESTRICTIVE USING (owner = CURRENT_USER);
-- attribute: roles
CREATE POLICY own ON item TO pg_monitor, pg_signal_backend USING (owner = CURRENT_USER);
-- attribute: using
CREATE POLICY own ON item USING (owner = CURRENT_USER OR id > 7);
-- attribute: using (a sub-select)
CREATE POLICY own ON item USING (EXISTS (SELECT 1 FROM member WHERE member.item = item.id AND name = CURRENT_USER));
-- attribute: with check
CREATE POLICY own ON item USING (owner = CURRENT_USER) WITH CHECK (id > 0);
-- attribute: comment
CREATE POLICY own ON item USING (owner = CURRENT_USER);
COMMENT ON POLICY own ON item IS 'to each his own';
