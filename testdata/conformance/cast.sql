-- kind: cast
-- given
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION mood(integer) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT ''sad''::mood';
CREATE FUNCTION mood_of(integer, integer DEFAULT 0) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT ''happy''::mood';
CREATE TABLE item (id integer, mood mood);
-- object
CREATE CAST (integer AS mood) WITH FUNCTION mood(integer);
-- attribute: function
CREATE CAST (integer AS mood) WITH FUNCTION mood_of(integer, integer);
-- attribute: method, function
CREATE CAST (integer AS mood) WITH INOUT;
-- attribute: context (assignment)
CREATE CAST (integer AS mood) WITH FUNCTION mood(integer) AS ASSIGNMENT;
-- attribute: context (implicit)
CREATE CAST (integer AS mood) WITH FUNCTION mood(integer) AS IMPLICIT;
-- attribute: comment
CREATE CAST (integer AS mood) WITH FUNCTION mood(integer);
COMMENT ON CAST (integer AS mood) IS 'numbers have moods';
