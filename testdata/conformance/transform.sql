-- kind: transform
-- given
CREATE TYPE pair AS (a integer, b integer);
CREATE FUNCTION one(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'prsd_lextype';
CREATE FUNCTION other(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'prsd_lextype';
CREATE FUNCTION back(internal) RETURNS pair LANGUAGE internal IMMUTABLE AS 'prsd_lextype';
CREATE TABLE item (id integer);
-- object
CREATE TRANSFORM FOR pair LANGUAGE plpgsql (FROM SQL WITH FUNCTION one(internal));
-- attribute: from SQL
CREATE TRANSFORM FOR pair LANGUAGE plpgsql (FROM SQL WITH FUNCTION other(internal));
-- attribute: to SQL
CREATE TRANSFORM FOR pair LANGUAGE plpgsql (FROM SQL WITH FUNCTION one(internal), TO SQL WITH FUNCTION back(internal));
-- attribute: comment
CREATE TRANSFORM FOR pair LANGUAGE plpgsql (FROM SQL WITH FUNCTION one(internal));
COMMENT ON TRANSFORM FOR pair LANGUAGE plpgsql IS 'over there';
