CREATE TABLE t (a integer, b integer);
CREATE FUNCTION a_check() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM z_log(tg_tag); END';
CREATE FUNCTION z_log(tag text) RETURNS void LANGUAGE plpgsql AS 'BEGIN INSERT INTO z_tags VALUES (tag); END';
CREATE TABLE z_tags (tag text);
CREATE EVENT TRIGGER check_all ON ddl_command_end EXECUTE FUNCTION a_check();
CREATE EVENT TRIGGER check_drops ON sql_drop EXECUTE FUNCTION a_check();
COMMENT ON EVENT TRIGGER check_drops IS 'every drop';
