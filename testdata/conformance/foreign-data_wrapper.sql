-- kind: foreign-data wrapper
-- given
CREATE TABLE item (id integer);
CREATE FUNCTION handler() RETURNS fdw_handler LANGUAGE internal AS 'fmgr_sql_validator';
-- object
CREATE FOREIGN DATA WRAPPER far;
-- attribute: handler
CREATE FOREIGN DATA WRAPPER far HANDLER handler;
-- attribute: validator
CREATE FOREIGN DATA WRAPPER far VALIDATOR postgresql_fdw_validator;
-- attribute: options
CREATE FOREIGN DATA WRAPPER far OPTIONS (a '1', b '2', c '');
-- attribute: options (set, added, dropped)
-- was
CREATE FOREIGN DATA WRAPPER far OPTIONS (a '1', b '2', c '');
-- is
CREATE FOREIGN DATA WRAPPER far OPTIONS (a '7', c '', "D" 'it''s');
-- attribute: options (in another order)
-- was
CREATE FOREIGN DATA WRAPPER far OPTIONS (a '1', b '2');
-- is
CREATE FOREIGN DATA WRAPPER far OPTIONS (b '2', a '1');
-- attribute: comment
CREATE FOREIGN DATA WRAPPER far;
COMMENT ON FOREIGN DATA WRAPPER far IS 'away';
