-- kind: event trigger
-- given
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
-- object
CREATE EVENT TRIGGER seen ON ddl_command_end EXECUTE FUNCTION watch();
-- attribute: function
CREATE EVENT TRIGGER seen ON ddl_command_end EXECUTE FUNCTION guard();
-- attribute: event
CREATE EVENT TRIGGER seen ON ddl_command_start EXECUTE FUNCTION watch();
-- attribute: tags
CREATE EVENT TRIGGER seen ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION watch();
-- attribute: enabled
CREATE EVENT TRIGGER seen ON ddl_command_end EXECUTE FUNCTION watch();
ALTER EVENT TRIGGER seen DISABLE;
-- attribute: enabled (always)
CREATE EVENT TRIGGER seen ON ddl_command_end EXECUTE FUNCTION watch();
ALTER EVENT TRIGGER seen ENABLE ALWAYS;
-- attribute: name
-- rename: event trigger:seen=noticed
CREATE EVENT TRIGGER noticed ON ddl_command_end EXECUTE FUNCTION watch();
-- attribute: comment
CREATE EVENT TRIGGER seen ON ddl_command_end EXECUTE FUNCTION watch();
COMMENT ON EVENT TRIGGER seen IS 'sees all';
