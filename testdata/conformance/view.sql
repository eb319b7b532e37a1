-- kind: view
-- given
CREATE TABLE item (id integer NOT NULL, size integer, name text);
-- object
CREATE VIEW shown AS SELECT id, size FROM item;
-- attribute: query
CREATE VIEW shown AS SELECT id, size FROM item WHERE size > 0;
-- attribute: query, columns (one more)
CREATE VIEW shown AS SELECT id, size, name FROM item;
-- attribute: query, columns (one less)
CREATE VIEW shown AS SELECT id FROM item;
-- attribute: query (a column of another type)
CREATE VIEW shown AS SELECT id, size::bigint AS size FROM item;
-- attribute: columns (another name)
CREATE VIEW shown AS SELECT id, size AS length FROM item;
-- attribute: query (recursive)
CREATE RECURSIVE VIEW shown (id, size) AS SELECT 1, 2 UNION ALL SELECT id + 1, size FROM shown WHERE id < 10;
-- attribute: check_option
CREATE VIEW shown AS SELECT id, size FROM item WITH LOCAL CHECK OPTION;
-- attribute: check_option (cascaded)
CREATE VIEW shown AS SELECT id, size FROM item WITH CASCADED CHECK OPTION;
-- attribute: security_barrier
CREATE VIEW shown WITH (security_barrier) AS SELECT id, size FROM item;
-- attribute: security_invoker, since 15
CREATE VIEW shown WITH (security_invoker) AS SELECT id, size FROM item;
-- attribute: column defaults
CREATE VIEW shown AS SELECT id, size FROM item;
ALTER VIEW shown ALTER COLUMN size SET DEFAULT 5;
-- attribute: column comments
CREATE VIEW shown AS SELECT id, size FROM item;
COMMENT ON COLUMN shown.size IS 'in centimetres';
-- attribute: name
-- rename: view:shown=seen
CREATE VIEW seen AS SELECT id, size FROM item;
-- attribute: comment
CREATE VIEW shown AS SELECT id, size FROM item;
COMMENT ON VIEW shown IS 'what is shown';
