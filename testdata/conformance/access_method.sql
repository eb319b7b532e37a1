-- kind: access method
-- given
CREATE FUNCTION handler(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE TABLE item (id integer);
-- object
CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
-- attribute: handler
CREATE ACCESS METHOD pile TYPE TABLE HANDLER handler;
-- attribute: type, handler
CREATE ACCESS METHOD pile TYPE INDEX HANDLER bthandler;
-- attribute: comment
CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD pile IS 'heaped';
