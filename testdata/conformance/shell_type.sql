-- kind: shell type
-- given
CREATE TABLE item (id integer);
-- object
CREATE TYPE promise;
-- attribute: comment
CREATE TYPE promise;
COMMENT ON TYPE promise IS 'to come';
