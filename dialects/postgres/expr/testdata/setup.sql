-- The schema that same.txt and different.txt are about.
CREATE SCHEMA app;
CREATE SCHEMA ext;
CREATE SCHEMA other;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE EXTENSION ltree SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE EXTENSION btree_gist SCHEMA ext;
SET search_path = app, ext, public;

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE "Weird Type" AS ENUM ('A', 'b');
CREATE DOMAIN posint AS integer CHECK (VALUE > 0);
CREATE DOMAIN small AS posint CHECK (VALUE < 100);
CREATE DOMAIN code AS varchar(10);
CREATE DOMAIN tags AS text[];
CREATE DOMAIN feeling AS mood;
CREATE DOMAIN price AS numeric(10,2);
CREATE TYPE pair AS (a integer, b text);
CREATE TYPE nested AS (p pair, n numeric(6,2));
CREATE TYPE floatrange AS RANGE (subtype = float8);
CREATE SEQUENCE sq;
CREATE SEQUENCE "Odd Seq";
CREATE SEQUENCE other.sq2;

CREATE FUNCTION addone(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select $1+1';
CREATE FUNCTION label(text, integer DEFAULT 3) RETURNS text LANGUAGE sql IMMUTABLE AS 'select left($1,$2)';
CREATE FUNCTION over(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE FUNCTION over(numeric) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select 2';
CREATE FUNCTION over(text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select 3';
CREATE FUNCTION named(a integer, b integer DEFAULT 2, c integer DEFAULT 3) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION total(VARIADIC integer[]) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE FUNCTION total2(text, VARIADIC numeric[] DEFAULT '{}') RETURNS integer LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE FUNCTION poly(anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION poly2(anyarray, anyelement) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true';
CREATE FUNCTION compat(anycompatible, anycompatible) RETURNS anycompatible LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION of_mood(mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE FUNCTION of_pair(pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select $1.a';
CREATE FUNCTION of_code(code) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true';
CREATE FUNCTION other.addone(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select $1+2';
CREATE FUNCTION other.only(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION near(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true';
CREATE OPERATOR @@@ (LEFTARG = integer, RIGHTARG = integer, FUNCTION = near);
CREATE FUNCTION other.near(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select true';
CREATE OPERATOR other.@@@ (LEFTARG = integer, RIGHTARG = integer, FUNCTION = other.near);
CREATE FUNCTION flip(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select -$1';
CREATE OPERATOR @@! (RIGHTARG = integer, FUNCTION = flip);

CREATE TABLE base (id bigint, base_text text);
CREATE TABLE t (
	id bigint, i integer, i2 smallint, n numeric(10,2), n0 numeric, f double precision, f4 real,
	v varchar(50), v3 varchar(3), c char(5), tx text, nm name, ch "char",
	ts timestamp, ts3 timestamp(3), tz timestamptz, d date, tm time, tmz timetz, iv interval, ivd interval day to second(3),
	bo boolean, m mood, w "Weird Type", j json, jb jsonb, jp jsonpath, x xml,
	ta text[], va varchar(10)[], ia integer[], na numeric(5,1)[], ma mood[], jba jsonb[],
	u uuid, ip inet, ci cidr, mac macaddr, by bytea, bt bit(4), vb bit varying(8), mo money,
	dom posint, sm small, co code, tg tags, fe feeling, pr price,
	pa pair, ne nested, paa pair[],
	rng int4range, nr numrange, dr daterange, tsr tsrange, fr floatrange,
	tsv tsvector, tsq tsquery, pt point, bx box, ct citext, hs hstore, lt ltree,
	rc regclass, o oid, "Mixed Case" integer, "order" integer, "with""quote" integer);
CREATE TABLE p (id bigint PRIMARY KEY, name text, amount numeric);
CREATE TABLE q (id bigint PRIMARY KEY, p_id bigint, kind varchar(10), qty integer, at timestamptz);
