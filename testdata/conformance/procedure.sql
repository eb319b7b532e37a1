-- kind: procedure
-- given
CREATE TABLE item (id integer NOT NULL, size integer);
CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
-- object
CREATE PROCEDURE forget(n integer) LANGUAGE sql AS 'DELETE FROM item WHERE id = n';
-- attribute: body
CREATE PROCEDURE forget(n integer) LANGUAGE sql AS 'DELETE FROM item WHERE id = n AND size = 0';
-- attribute: SQL body, since 14
-- was
CREATE PROCEDURE forget(n integer) LANGUAGE sql BEGIN ATOMIC DELETE FROM item WHERE id = n; END;
-- is
CREATE PROCEDURE forget(n integer) LANGUAGE sql BEGIN ATOMIC DELETE FROM item WHERE id = n; DELETE FROM item WHERE size = n; END;
-- attribute: arguments
CREATE PROCEDURE forget(n integer DEFAULT 0) LANGUAGE sql AS 'DELETE FROM item WHERE id = n';
-- attribute: language, body
CREATE PROCEDURE forget(n integer) LANGUAGE plpgsql AS 'BEGIN DELETE FROM item WHERE id = n; END';
-- attribute: security definer
CREATE PROCEDURE forget(n integer) LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM item WHERE id = n';
-- attribute: settings
CREATE PROCEDURE forget(n integer) LANGUAGE sql SET search_path = public AS 'DELETE FROM item WHERE id = n';
-- attribute: link symbol
-- was
CREATE PROCEDURE act(integer) LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
-- is
CREATE PROCEDURE act(integer) LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
-- attribute: object file
-- was
CREATE PROCEDURE act(integer) LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
-- is
CREATE PROCEDURE act(integer) LANGUAGE c AS 'plpgsql', 'plpgsql_inline_handler';
-- attribute: transforms
CREATE PROCEDURE forget(n integer) LANGUAGE sql TRANSFORM FOR TYPE integer AS 'DELETE FROM item WHERE id = n';
-- attribute: name
-- rename: procedure:forget(integer)=remove
CREATE PROCEDURE remove(n integer) LANGUAGE sql AS 'DELETE FROM item WHERE id = n';
-- attribute: comment
CREATE PROCEDURE forget(n integer) LANGUAGE sql AS 'DELETE FROM item WHERE id = n';
COMMENT ON PROCEDURE forget(integer) IS 'for good';
