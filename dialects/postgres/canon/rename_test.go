package canon_test

import (
	"context"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/canon"
	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
)

const renameSchema = `
CREATE SCHEMA app; CREATE SCHEMA other;
CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN app.email AS text DEFAULT 'x@y' CONSTRAINT email_at CHECK (VALUE LIKE '%@%');
CREATE TYPE app.address AS (street text, zip text);
CREATE TYPE app.span AS RANGE (subtype = integer);
CREATE FUNCTION app.twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE SEQUENCE app.numbers;
CREATE TABLE app.users (
	id bigserial PRIMARY KEY,
	number bigint GENERATED ALWAYS AS IDENTITY,
	name varchar(50) NOT NULL,
	mood app.mood DEFAULT 'ok',
	mail app.email,
	home app.address,
	spans app.span,
	other bigint DEFAULT nextval('app.numbers'),
	double integer GENERATED ALWAYS AS (app.twice(length(name))) STORED,
	boss bigint REFERENCES app.users,
	CONSTRAINT name_long CHECK (length(name) > 1 AND users.mood <> 'sad'),
	CONSTRAINT zip_known CHECK ((home).zip <> '' AND ('a', (users).home.zip)::app.address IS NOT NULL AND (users).mood > 'sad'),
	UNIQUE (name, mood),
	EXCLUDE USING btree (name WITH =) WHERE (mood = 'happy')
);
CREATE INDEX users_lower ON app.users (lower(name), (mood = 'ok')) WHERE id > 5 AND users IS NOT NULL;
CREATE STATISTICS app.users_stat ON name, mood FROM app.users;
CREATE TABLE app.admins (level integer) INHERITS (app.users);
CREATE TABLE app.places OF app.address;
CREATE TABLE app.events (day date NOT NULL, what text CHECK (what <> ''), owner bigint REFERENCES app.users) PARTITION BY RANGE (day);
CREATE INDEX ON app.events (what);
CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE app.users REPLICA IDENTITY USING INDEX users_pkey;
`

// TestRenamesLikeTheServer has a server rename things and compares what it was
// before with what it is then: nothing but the rename may differ.
func TestRenamesLikeTheServer(t *testing.T) {
	for _, test := range []struct {
		name, sql string
		requests  []string
	}{
		{"table", "ALTER TABLE app.users RENAME TO people", []string{"table:app.users=people"}},
		{"table with a strange name", `ALTER TABLE app.users RENAME TO "My ""People"`, []string{`table:app.users="My ""People"`}},
		{"table to another schema", "ALTER TABLE app.users SET SCHEMA other", []string{"table:users=other.users"}},
		{"partitioned table", "ALTER TABLE app.events RENAME TO happenings", []string{"table:events=happenings"}},
		{"column", `ALTER TABLE app.users RENAME name TO "full name"`, []string{"column:app.users.name=full name"}},
		{"column of the key", "ALTER TABLE app.users RENAME id TO key", []string{"column:app.users.id=key"}},
		{"column of an enum", "ALTER TABLE app.users RENAME mood TO feeling", []string{"column:app.users.mood=feeling"}},
		{"column of a partition key", "ALTER TABLE app.events RENAME day TO date", []string{"column:events.day=date"}},
		{
			"columns that change places", `
			ALTER TABLE app.users RENAME id TO x; ALTER TABLE app.users RENAME other TO id; ALTER TABLE app.users RENAME x TO other`,
			[]string{"column:users.id=other", "column:users.other=id"},
		},
		{"enum", "ALTER TYPE app.mood RENAME TO feeling", []string{"type:mood=feeling"}},
		{"enum to another schema", "ALTER TYPE app.mood SET SCHEMA other", []string{"type:mood=other.mood"}},
		{"enum value", "ALTER TYPE app.mood RENAME VALUE 'ok' TO 'it''s ok'", []string{"value:app.mood.ok=it's ok"}},
		{
			"enum values that change places", `
			ALTER TYPE app.mood RENAME VALUE 'ok' TO 'x'; ALTER TYPE app.mood RENAME VALUE 'sad' TO 'ok'; ALTER TYPE app.mood RENAME VALUE 'x' TO 'sad'`,
			[]string{"value:app.mood.ok=sad", "value:app.mood.sad=ok"},
		},
		{
			"attributes that change places", `
			ALTER TYPE app.address RENAME ATTRIBUTE zip TO x CASCADE; ALTER TYPE app.address RENAME ATTRIBUTE street TO zip CASCADE;
			ALTER TYPE app.address RENAME ATTRIBUTE x TO street CASCADE`,
			[]string{"attribute:address.zip=street", "attribute:address.street=zip"},
		},
		{"domain", "ALTER DOMAIN app.email RENAME TO mail", []string{"type:app.email=mail"}},
		{"domain constraint", "ALTER DOMAIN app.email RENAME CONSTRAINT email_at TO host", []string{"constraint:email.email_at=host"}},
		{"composite", "ALTER TYPE app.address RENAME TO place", []string{"type:address=place"}},
		{"attribute", "ALTER TYPE app.address RENAME ATTRIBUTE zip TO code CASCADE", []string{"attribute:address.zip=code"}},
		{"range", "ALTER TYPE app.span RENAME TO reach", []string{"type:span=reach"}},
		{"sequence", "ALTER SEQUENCE app.numbers RENAME TO counts", []string{"sequence:numbers=counts"}},
		{"sequence of a column", "ALTER SEQUENCE app.users_id_seq RENAME TO counts", []string{"sequence:users_id_seq=counts"}},
		{"primary key", "ALTER TABLE app.users RENAME CONSTRAINT users_pkey TO pk", []string{"constraint:users.users_pkey=pk"}},
		{"check", "ALTER TABLE app.users RENAME CONSTRAINT name_long TO not_short", []string{"constraint:app.users.name_long=not_short"}},
		{"foreign key", "ALTER TABLE app.users RENAME CONSTRAINT users_boss_fkey TO bosses", []string{"constraint:users.users_boss_fkey=bosses"}},
		{"index", "ALTER INDEX app.users_lower RENAME TO lowest", []string{"index:users_lower=lowest"}},
		{"partitioned index", "ALTER INDEX app.events_what_idx RENAME TO whats", []string{"index:app.events_what_idx=whats"}},
		{"statistics", "ALTER STATISTICS app.users_stat RENAME TO stat", []string{"statistics:users_stat=stat"}},
		{"schema", "ALTER SCHEMA app RENAME TO core", []string{"schema:app=core"}},
		{
			"schema, table and column", `
			ALTER SCHEMA app RENAME TO core; ALTER TABLE core.users RENAME TO people; ALTER TABLE core.people RENAME name TO called`,
			[]string{"column:app.users.name=called", "table:app.users=people", "schema:app=core"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			pgtest.Each(t, func(t *testing.T, major int) {
				db := pgtest.New(t, major)
				db.Exec(renameSchema)
				before := read(t, db)
				db.Exec(test.sql)
				after := read(t, db)
				// Names that the server chooses stay: the new side asks for them.
				result := compareLive(t, before, after, test.requests...)
				if got := summary(result); got != "" {
					t.Errorf("the rename leaves differences:\n%s", got)
				}
				if got := summary(result.Invert()); got != "" {
					t.Errorf("the way back has differences:\n%s", got)
				}
			})
		})
	}
}

func read(t *testing.T, db *pgtest.DB) model.Schema {
	t.Helper()
	s, err := catalog.Read(context.Background(), pgxconn.Wrap(db.Conn()), catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func compareLive(t *testing.T, old, new model.Schema, requests ...string) diff.Result {
	t.Helper()
	var opts diff.Options
	for _, text := range requests {
		r, err := diff.ParseRename(text)
		if err != nil {
			t.Fatal(err)
		}
		opts.Renames = append(opts.Renames, r)
	}
	r, err := diff.Compare(context.Background(), old, new, canon.Rules{}, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
