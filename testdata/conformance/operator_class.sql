-- kind: operator class
-- given
CREATE TABLE item (id integer, name text, p point);
CREATE OPERATOR FAMILY numbers USING btree;
CREATE OPERATOR FAMILY places USING gist;
-- object
CREATE OPERATOR CLASS back FOR TYPE integer USING btree AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
-- attribute: operators
CREATE OPERATOR CLASS back FOR TYPE integer USING btree AS
  OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
-- attribute: operators (under an index, a key and an exclusion constraint)
-- was
CREATE OPERATOR CLASS back FOR TYPE integer USING btree AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
CREATE INDEX item_back ON item (id back);
INSERT INTO item VALUES (1), (2);
-- is
CREATE OPERATOR CLASS back FOR TYPE integer USING btree AS
  OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE INDEX item_back ON item (id back);
INSERT INTO item VALUES (1), (2);
-- attribute: functions
-- was
CREATE FUNCTION compare(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($1, $2)';
CREATE OPERATOR CLASS back FOR TYPE integer USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(integer, integer);
-- is
CREATE FUNCTION compare(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($1, $2)';
CREATE OPERATOR CLASS back FOR TYPE integer USING btree AS OPERATOR 1 <, FUNCTION 1 compare(integer, integer);
-- attribute: family
CREATE OPERATOR CLASS back FOR TYPE integer USING btree FAMILY numbers AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
-- attribute: default
-- was
CREATE TYPE mood AS ENUM ('sad');
CREATE OPERATOR CLASS moods FOR TYPE mood USING brin AS STORAGE mood;
-- is
CREATE TYPE mood AS ENUM ('sad');
CREATE OPERATOR CLASS moods DEFAULT FOR TYPE mood USING brin AS STORAGE mood;
-- attribute: for type
CREATE OPERATOR CLASS back FOR TYPE bigint USING btree AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint8cmp(bigint, bigint);
-- attribute: storage
-- was
CREATE OPERATOR CLASS near FOR TYPE point USING gist FAMILY places AS
  OPERATOR 15 <-> (point, point) FOR ORDER BY float_ops, FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal),
  FUNCTION 2 gist_box_union(internal, internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
  FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal), FUNCTION 3 gist_point_compress(internal);
-- is
CREATE OPERATOR CLASS near FOR TYPE point USING gist FAMILY places AS
  OPERATOR 15 <-> (point, point) FOR ORDER BY float_ops, FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal),
  FUNCTION 2 gist_box_union(internal, internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
  FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal), FUNCTION 3 gist_point_compress(internal),
  STORAGE box;
-- attribute: comment
CREATE OPERATOR CLASS back FOR TYPE integer USING btree AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
COMMENT ON OPERATOR CLASS back USING btree IS 'from the end';
