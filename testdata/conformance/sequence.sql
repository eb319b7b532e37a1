-- kind: sequence
-- given
CREATE TABLE item (id integer);
-- object
CREATE SEQUENCE number;
-- attribute: type, maximum
CREATE SEQUENCE number AS smallint;
-- attribute: start
CREATE SEQUENCE number START 7;
-- attribute: increment
CREATE SEQUENCE number INCREMENT 5;
-- attribute: minimum, start
CREATE SEQUENCE number MINVALUE 5;
-- attribute: maximum
CREATE SEQUENCE number MAXVALUE 1000;
-- attribute: cache
CREATE SEQUENCE number CACHE 10;
-- attribute: cycle
CREATE SEQUENCE number CYCLE;
-- attribute: unlogged, since 15
CREATE UNLOGGED SEQUENCE number;
-- attribute: owned by
CREATE SEQUENCE number OWNED BY item.id;
-- attribute: name
-- rename: sequence:number=counter
CREATE SEQUENCE counter;
-- attribute: comment
CREATE SEQUENCE number;
COMMENT ON SEQUENCE number IS 'for bills';
