-- kind: operator
-- given
CREATE FUNCTION same(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::text = $2';
CREATE FUNCTION same(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2::text';
CREATE FUNCTION equal(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::text = $2';
CREATE TABLE item (id integer, name text);
-- object
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text);
-- attribute: function
CREATE OPERATOR === (FUNCTION = equal, LEFTARG = integer, RIGHTARG = text);
-- attribute: function (under a check and an index)
-- was
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text);
ALTER TABLE item ADD CONSTRAINT named CHECK (id OPERATOR(public.===) name);
CREATE INDEX item_same ON item ((id OPERATOR(public.===) name));
-- is
CREATE OPERATOR === (FUNCTION = equal, LEFTARG = integer, RIGHTARG = text);
ALTER TABLE item ADD CONSTRAINT named CHECK (id OPERATOR(public.===) name);
CREATE INDEX item_same ON item ((id OPERATOR(public.===) name));
-- attribute: commutator
-- was
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text);
CREATE OPERATOR === (FUNCTION = same, LEFTARG = text, RIGHTARG = integer);
-- is
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text, COMMUTATOR = OPERATOR(public.===));
CREATE OPERATOR === (FUNCTION = same, LEFTARG = text, RIGHTARG = integer, COMMUTATOR = OPERATOR(public.===));
-- attribute: commutator (of one that comes too)
-- is
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text, COMMUTATOR = OPERATOR(public.===));
CREATE OPERATOR === (FUNCTION = same, LEFTARG = text, RIGHTARG = integer);
ALTER OPERATOR === (integer, text) SET (RESTRICT = NONE);
-- attribute: negator
-- was
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text);
CREATE OPERATOR !== (FUNCTION = equal, LEFTARG = integer, RIGHTARG = text);
-- is
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text, NEGATOR = OPERATOR(public.!==));
CREATE OPERATOR !== (FUNCTION = equal, LEFTARG = integer, RIGHTARG = text, NEGATOR = OPERATOR(public.===));
-- attribute: restrict
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text, RESTRICT = eqsel);
-- attribute: join
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text, JOIN = eqjoinsel);
-- attribute: hashes
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text, HASHES);
-- attribute: merges
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text, MERGES);
-- attribute: comment
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text);
COMMENT ON OPERATOR === (integer, text) IS 'threefold';
