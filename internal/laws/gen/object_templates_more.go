package gen

const routineTemplates = `
function/trigger = CREATE {or}FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql «|SECURITY DEFINER |SET search_path = pg_catalog, pg_temp |COST 10 »AS ⟦ BEGIN «|/* nothing */ |PERFORM 1; |PERFORM 2; »RETURN NEW; END ⟧
function/event trigger = CREATE {or}FUNCTION {name}() RETURNS event_trigger LANGUAGE plpgsql AS ⟦ BEGIN «NULL|PERFORM 1»; END ⟧
function/integer = CREATE {or}FUNCTION {name}(x integer) RETURNS integer LANGUAGE sql «IMMUTABLE|STABLE|» «STRICT|RETURNS NULL ON NULL INPUT|CALLED ON NULL INPUT|» AS ⟦SELECT x + «1|2|3»⟧
function/sum = CREATE {or}FUNCTION {name}(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS ⟦SELECT $1 + $2⟧
function/compare = CREATE {or}FUNCTION {name}(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS ⟦SELECT $1 < $2⟧
function = CREATE {or}FUNCTION {name}(a integer, b text DEFAULT «'x'|lower('Y')|NULL») RETURNS text LANGUAGE sql «VOLATILE|STABLE|IMMUTABLE|» «PARALLEL SAFE|PARALLEL RESTRICTED|PARALLEL UNSAFE|» «LEAKPROOF|NOT LEAKPROOF|» «COST 5|COST 1000|» «SECURITY DEFINER|SECURITY INVOKER|» «SET work_mem = '1MB'|SET search_path TO pg_catalog, "$user"|SET statement_timeout TO DEFAULT|» AS ⟦ SELECT b || a «|::text|::varchar» ⟧
function = CREATE {or}FUNCTION {name}(«a|b|first» {type}, «|OUT »x integer) RETURNS integer LANGUAGE plpgsql AS ⟦ BEGIN x := «1|2»; END ⟧
function = CREATE {or}FUNCTION {name}(a {type}, OUT x integer, OUT y «text|date») LANGUAGE plpgsql AS ⟦ BEGIN x := 1; END ⟧
function = CREATE {or}FUNCTION {name}(INOUT a integer, VARIADIC b «text[] DEFAULT ARRAY[]::text[]|text[]|integer[] DEFAULT ARRAY[1, 2]») LANGUAGE plpgsql AS ⟦ BEGIN a := «1|2»; END ⟧
function = CREATE {or}FUNCTION {name}(«|VARIADIC »a integer[]) RETURNS SETOF integer «ROWS 10|ROWS 500|» LANGUAGE sql AS ⟦SELECT unnest(a)⟧
function/table = CREATE {or}FUNCTION {name}() RETURNS TABLE (x integer, y {type}) LANGUAGE plpgsql «STABLE|» AS ⟦ BEGIN RETURN; END ⟧
function/rows = CREATE {or}FUNCTION {name}() RETURNS SETOF {rel:a} LANGUAGE sql «STABLE|» AS ⟦ SELECT * FROM {rel:a} a «|WHERE {pred:a}|LIMIT 1» ⟧
function = CREATE {or}FUNCTION {name}(r {rel:a:table}) RETURNS boolean LANGUAGE sql STABLE AS ⟦ SELECT «r IS NOT NULL|r IS NULL|(r).{a:any} IS NULL» ⟧
function = CREATE {or}FUNCTION {name}(p anyelement, q anyarray) RETURNS anyarray LANGUAGE sql «IMMUTABLE|STABLE» AS ⟦ SELECT array_append(q, p) ⟧
14:function = CREATE {or}FUNCTION {name}(p integer) RETURNS integer LANGUAGE sql RETURN p «+|*|-» 2
14:function = CREATE {or}FUNCTION {name}(p integer DEFAULT 3) RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) FROM {rel:a} a WHERE {a.integer} > p«| AND {pred:a}»; END
14:function = CREATE {or}FUNCTION {name}() RETURNS SETOF integer LANGUAGE sql BEGIN ATOMIC SELECT {a.integer} FROM {rel:a} a«|; SELECT 1|; SELECT {expr:a:integer} FROM {a} a»; END
function = CREATE {or}FUNCTION {name}(internal) RETURNS internal LANGUAGE internal AS 'int2vectorin'
function = CREATE {or}FUNCTION {name}(d date DEFAULT CURRENT_DATE, s {type} DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS ⟦ BEGIN END ⟧
procedure = CREATE {or}PROCEDURE {name}(INOUT a integer, b text DEFAULT «'x'|'y'») LANGUAGE plpgsql «|SECURITY DEFINER |SET work_mem TO '2MB' »AS ⟦ BEGIN a := a + «1|2»; END ⟧
procedure = CREATE {or}PROCEDURE {name}(a {type}) LANGUAGE sql AS ⟦ «SELECT 1|DELETE FROM {rel:a:table} a WHERE {pred:a}» ⟧
14:procedure = CREATE {or}PROCEDURE {name}(n integer) LANGUAGE sql BEGIN ATOMIC DELETE FROM {rel:a:table} a WHERE {a.integer} = n; «|DELETE FROM {a} a WHERE {pred:a}; »END
14:procedure = CREATE {or}PROCEDURE {name}(n integer) LANGUAGE sql BEGIN ATOMIC UPDATE {rel:a:table} a SET {a:stored text} = «'x'|concat('x', n)» WHERE {pred:a}; END
aggregate/integer [(integer)] = CREATE AGGREGATE {name}(integer) (SFUNC = «int4pl|int4larger|{obj:function/sum}», STYPE = integer«|, INITCOND = '0'|, INITCOND = '5'»«|, PARALLEL = SAFE|, COMBINEFUNC = int4pl»«|, FINALFUNC = {obj:function/integer}»)
aggregate [(integer, text)] = CREATE AGGREGATE {name}(integer, text) (SFUNC = {obj:function/step}, STYPE = integer«|, FINALFUNC_MODIFY = SHAREABLE, FINALFUNC = {obj:function/integer}»)
function/step = CREATE {or}FUNCTION {name}(s integer, x integer, y text) RETURNS integer LANGUAGE sql IMMUTABLE AS ⟦SELECT s + x + length(y)⟧
`

const rareTemplates = `
operator [(integer, integer)] = CREATE OPERATOR {name} (LEFTARG = integer, RIGHTARG = integer, FUNCTION = {obj:function/compare}«|, RESTRICT = scalarltsel|, JOIN = scalarltjoinsel, RESTRICT = neqsel»)
operator [(point, integer)] = CREATE OPERATOR {name} (LEFTARG = point, RIGHTARG = integer, FUNCTION = {obj:function/at})
function/at = CREATE {or}FUNCTION {name}(point, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS ⟦SELECT $2 > 0⟧
operator class [ USING btree] = CREATE OPERATOR CLASS {name} FOR TYPE integer USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer)«|, FUNCTION 2 btint4sortsupport(internal)»
operator class [ USING hash] = CREATE OPERATOR CLASS {name} FOR TYPE text USING hash FAMILY {unused:operator family/hash} AS OPERATOR 1 =, FUNCTION 1 hashtext(text)
operator family/hash [ USING hash] = CREATE OPERATOR FAMILY {name} USING hash
operator family [ USING btree] = CREATE OPERATOR FAMILY {name} USING btree«|{;}ALTER OPERATOR FAMILY {self} USING btree ADD OPERATOR 1 < (integer, bigint)»
collation = CREATE COLLATION {name} («LC_COLLATE = 'C', LC_CTYPE = 'C'|LOCALE = 'C'|LC_COLLATE = 'POSIX', LC_CTYPE = 'C'»)
text search dictionary/simple = CREATE TEXT SEARCH DICTIONARY {name} (TEMPLATE = pg_catalog.simple«|, ACCEPT = false|, ACCEPT = true»)
text search configuration = CREATE TEXT SEARCH CONFIGURATION {name} («COPY = pg_catalog.simple|COPY = pg_catalog.english|PARSER = "default"»)
text search configuration = CREATE TEXT SEARCH CONFIGURATION {name} (PARSER = pg_catalog."default"){;}ALTER TEXT SEARCH CONFIGURATION {self} ADD MAPPING FOR asciiword«|, word» WITH {obj:text search dictionary/simple}«|, simple»
conversion = CREATE CONVERSION {name} FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8
event trigger = CREATE EVENT TRIGGER {name} ON «ddl_command_start|ddl_command_end|sql_drop» «|WHEN TAG IN ('CREATE TABLE', 'DROP VIEW') »EXECUTE FUNCTION {obj:function/event trigger}()«|{;}ALTER EVENT TRIGGER {self} DISABLE|{;}ALTER EVENT TRIGGER {self} ENABLE REPLICA»
publication = CREATE PUBLICATION {name} «|WITH (publish = 'insert, delete') |WITH (publish_via_partition_root = true)»
publication = CREATE PUBLICATION {name} FOR TABLE {rel:t:logged}«|, {rel:u:logged}|15:, TABLES IN SCHEMA public» WITH (publish = 'insert')
15:publication = CREATE PUBLICATION {name} FOR TABLE {rel:t:filtered} WHERE ({t:built-in integer} > 0) WITH (publish = 'insert'«|, publish_via_partition_root = true»)
15:publication = CREATE PUBLICATION {name} FOR TABLE {rel:t:logged} WHERE ({t:built-in integer} > «0|1») WITH (publish = 'insert', publish_via_partition_root = true)
publication = CREATE PUBLICATION {name} FOR ALL TABLES WITH (publish = 'insert')
foreign data wrapper/plain = CREATE FOREIGN DATA WRAPPER {name} «|OPTIONS (debug 'true')|OPTIONS (debug 'false', other 'x y')»
server = CREATE SERVER {name} «|TYPE 'x' »«|VERSION '1.2' »FOREIGN DATA WRAPPER {obj:foreign data wrapper/plain}«| OPTIONS (host 'h', port '5')»
foreign table = CREATE FOREIGN TABLE {name} (a integer«| OPTIONS (column_name 'x y')| OPTIONS (column_name 'z', other 'o')»«| NOT NULL», b text«| DEFAULT 'x'») SERVER {obj:server}«| OPTIONS (table_name 't')| OPTIONS (table_name 'u', schema_name 's')»
cast = CREATE CAST (point AS int4range) WITH INOUT «|AS ASSIGNMENT|AS IMPLICIT»
cast = CREATE CAST (tsquery AS bytea) WITHOUT FUNCTION «|AS ASSIGNMENT»
`
