CREATE FUNCTION same(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::text = $2';
CREATE FUNCTION same(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2::text';
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = text, COMMUTATOR = ===);
CREATE OPERATOR === (FUNCTION = same, LEFTARG = text, RIGHTARG = integer, COMMUTATOR = ===);
