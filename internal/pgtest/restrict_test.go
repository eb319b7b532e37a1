package pgtest_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// everything has one object of each kind that Restrict drops, and of each that
// it keeps.
const everything = `
CREATE EXTENSION pg_trgm;
CREATE EXTENSION postgres_fdw;
CREATE SCHEMA "S";
CREATE TYPE "S".enum AS ENUM ('a');
CREATE DOMAIN "S".domain AS int CHECK (VALUE > 0);
CREATE TYPE "S".composite AS (x int);
CREATE TYPE "S".range AS RANGE (subtype = float4);
CREATE FUNCTION "S"."F"(int, text DEFAULT 'x') RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE "S"."T" (id serial PRIMARY KEY, a int DEFAULT "S"."F"(1), e "S".enum, d "S".domain, r "S".range,
  g int GENERATED ALWAYS AS (id + 1) STORED, CHECK (a > 0));
CREATE INDEX by_a ON "S"."T" (a);
CREATE STATISTICS "S".st ON a, id FROM "S"."T";
COMMENT ON TABLE "S"."T" IS 'kept';
CREATE VIEW "S"."V" AS SELECT * FROM "S"."T";
CREATE MATERIALIZED VIEW "S".mv AS SELECT * FROM "S"."V";
CREATE RULE ru AS ON INSERT TO "S"."T" DO ALSO NOTHING;
CREATE POLICY po ON "S"."T" USING (true);
CREATE TRIGGER builtin BEFORE UPDATE ON "S"."T" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER evt ON ddl_command_end EXECUTE FUNCTION ev();
CREATE PROCEDURE "S".p() LANGUAGE sql AS '';
CREATE AGGREGATE "S".agg(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE AGGREGATE "S".sum(int) (SFUNC = int4pl, STYPE = int);
CREATE OPERATOR "S".=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
CREATE OPERATOR FAMILY "S".fam USING btree;
CREATE OPERATOR CLASS "S".ops FOR TYPE int USING btree FAMILY "S".fam AS FUNCTION 1 btint4cmp(int, int);
CREATE FUNCTION to_c(int) RETURNS "S".composite LANGUAGE sql AS 'SELECT ROW($1)::"S".composite';
CREATE CAST (int AS "S".composite) WITH FUNCTION to_c(int);
CREATE TEXT SEARCH CONFIGURATION "S".tsc (COPY = simple);
CREATE TEXT SEARCH DICTIONARY "S".tsd (TEMPLATE = simple);
CREATE COLLATION "S".coll (LOCALE = 'C');
CREATE CONVERSION "S".conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE FOREIGN DATA WRAPPER fdw;
CREATE SERVER srv FOREIGN DATA WRAPPER postgres_fdw;
CREATE USER MAPPING FOR CURRENT_USER SERVER srv;
CREATE FOREIGN TABLE "S".ft (x int) SERVER srv;
CREATE PUBLICATION pub FOR TABLE "S"."T";
CREATE SUBSCRIPTION sub CONNECTION 'dbname=nowhere' PUBLICATION pub WITH (connect = false);
CREATE TYPE "S".shell;
CREATE ACCESS METHOD am TYPE TABLE HANDLER heap_tableam_handler;
CREATE TRUSTED LANGUAGE lang HANDLER plpgsql_call_handler;
ALTER DEFAULT PRIVILEGES IN SCHEMA "S" GRANT SELECT ON TABLES TO PUBLIC;
`

// leftovers lists what is left, by catalog.
const leftovers = `
SELECT classid::regclass::text || ': ' || identity FROM (
  SELECT 'pg_class'::regclass classid, oid FROM pg_class
  UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typrelid = 0 AND typelem = 0
  UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc
  UNION ALL SELECT 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext
  UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE contype <> 'n'
  UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator
  UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
  UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
  UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
  UNION ALL SELECT 'pg_trigger'::regclass, oid FROM pg_trigger
  UNION ALL SELECT 'pg_rewrite'::regclass, oid FROM pg_rewrite
  UNION ALL SELECT 'pg_policy'::regclass, oid FROM pg_policy
  UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger
  UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
  UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
  UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation
  UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
  UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
  UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
  UNION ALL SELECT 'pg_publication'::regclass, oid FROM pg_publication
  UNION ALL SELECT 'pg_subscription'::regclass, oid FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
  UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
  UNION ALL SELECT 'pg_default_acl'::regclass, oid FROM pg_default_acl
  UNION ALL SELECT 'pg_namespace'::regclass, oid FROM pg_namespace WHERE nspname !~ '^pg_'
) o, pg_identify_object(o.classid, o.oid, 0)
WHERE o.oid >= 16384 AND schema IS DISTINCT FROM 'pg_toast' AND NOT EXISTS (SELECT FROM pg_depend d
  WHERE d.classid = o.classid AND d.objid = o.oid AND (d.deptype = 'e' OR d.deptype = 'i' AND o.classid IN ('pg_proc'::regclass, 'pg_cast'::regclass)))`

func TestRestrict(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := pgtest.New(t, major)
		db.LoadScript(t, everything)
		pgtest.Restrict(t, db)
		rows, err := db.Conn().Query(context.Background(), leftovers)
		if err != nil {
			t.Fatal(err)
		}
		got, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		want := []string{
			`pg_class: "S".by_a`, `pg_class: "S".composite`, `pg_class: "S"."V"`, `pg_class: "S".ft`, `pg_class: "S".mv`, `pg_rewrite: "_RETURN" on "S".mv`, `pg_policy: po on "S"."T"`, `pg_rewrite: ru on "S"."T"`, `pg_rewrite: "_RETURN" on "S"."V"`, `pg_class: "S"."T"`, `pg_class: "S"."T_id_seq"`, `pg_class: "S"."T_pkey"`,
			`pg_constraint: "T_a_check" on "S"."T"`, `pg_constraint: "T_pkey" on "S"."T"`, `pg_constraint: domain_check on "S".domain`,
			`pg_event_trigger: evt`, `pg_trigger: builtin on "S"."T"`,
			`pg_proc: "S"."F"(integer,pg_catalog.text)`, `pg_proc: "S".p()`, `pg_proc: public.ev()`, `pg_proc: public.to_c(integer)`,
			`pg_proc: "S".agg()`, `pg_proc: "S".sum(integer)`,
			`pg_type: "S".shell`, `pg_operator: "S".===(integer,integer)`, `pg_opclass: "S".ops USING btree`, `pg_opfamily: "S".fam USING btree`,
			`pg_cast: (integer AS "S".composite)`, `pg_ts_config: "S".tsc`, `pg_ts_dict: "S".tsd`, `pg_collation: "S".coll`,
			`pg_conversion: "S".conv`, `pg_foreign_data_wrapper: fdw`, `pg_foreign_server: srv`, `pg_publication: pub`, `pg_am: am`,
			`pg_language: lang`,
			`pg_namespace: "S"`, `pg_statistic_ext: "S".st`, `pg_type: "S".domain`, `pg_type: "S".enum`, `pg_type: "S".range`,
		}
		if major >= 14 {
			want = append(want, `pg_type: "S".multirange`)
		}
		compareSets(t, got, want)
		pgtest.Restrict(t, db) // nothing is left to drop
	})
}

// compareSets compares without regard to order.
func compareSets(t *testing.T, got, want []string) {
	t.Helper()
	has := map[string]bool{}
	for _, line := range got {
		has[line] = true
	}
	for _, line := range want {
		if !has[line] {
			t.Errorf("lost: %s", line)
		}
		delete(has, line)
	}
	for _, line := range got {
		if has[line] {
			t.Errorf("left: %s", line)
		}
	}
}
