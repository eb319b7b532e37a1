-- kind: operator family
-- given
CREATE TABLE item (id integer);
-- object
CREATE OPERATOR FAMILY numbers USING btree;
-- attribute: operators
CREATE OPERATOR FAMILY numbers USING btree;
ALTER OPERATOR FAMILY numbers USING btree ADD OPERATOR 1 < (integer, bigint), OPERATOR 5 > (integer, bigint);
-- attribute: operators (others)
-- was
CREATE OPERATOR FAMILY numbers USING btree;
ALTER OPERATOR FAMILY numbers USING btree ADD OPERATOR 1 < (integer, bigint), OPERATOR 5 > (integer, bigint);
-- is
CREATE OPERATOR FAMILY numbers USING btree;
ALTER OPERATOR FAMILY numbers USING btree ADD OPERATOR 1 < (integer, bigint), OPERATOR 2 <= (integer, bigint);
-- attribute: functions
CREATE OPERATOR FAMILY numbers USING btree;
ALTER OPERATOR FAMILY numbers USING btree ADD FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint);
-- attribute: functions (of one type)
CREATE OPERATOR FAMILY numbers USING btree;
ALTER OPERATOR FAMILY numbers USING btree ADD FUNCTION 2 (integer, integer) btint4sortsupport(internal);
-- attribute: comment
CREATE OPERATOR FAMILY numbers USING btree;
COMMENT ON OPERATOR FAMILY numbers USING btree IS 'they count';
