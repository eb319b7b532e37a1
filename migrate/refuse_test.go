package migrate_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
)

// What is refused is refused before anything runs.
func TestRefusals(t *testing.T) {
	const down = "\n====\n"
	tests := []struct {
		name    string
		before  []string // what has run
		now     []string // the files now
		options []migrate.Option
		down    string // the target of a downgrade; an upgrade otherwise
		kind    error
		want    string // in the error; "" for none
	}{
		{
			name: "an edited file", before: []string{"SELECT 1;"}, now: []string{"SELECT 2;", "SELECT 3;"},
			kind: migrate.ErrEdited, want: "a (a.sql)",
		},
		{
			name: "an edited file, with nothing to do", before: []string{"SELECT 1;"}, now: []string{"SELECT 2;"},
			kind: migrate.ErrEdited, want: "a (a.sql)",
		},
		{
			name: "an edited file, allowed", before: []string{"SELECT 1;"}, now: []string{"SELECT 2;", "SELECT 3;"},
			options: []migrate.Option{migrate.AllowEdited()},
		},
		{name: "an edited comment", before: []string{"SELECT 1;"}, now: []string{"-- a word\nSELECT 1;", "SELECT 3;"}},
		{name: "an edited way back", before: []string{"SELECT 1;" + down + "SELECT 1 / 0;"}, now: []string{"SELECT 1;" + down + "SELECT 2;"}, down: "base"},
		{
			name: "an irreversible section", before: []string{"SELECT 1;" + down + "-- schemadiff: irreversible: the rows are gone\nSELECT 2;"}, down: "base",
			kind: migrate.ErrIrreversible, want: "the rows are gone",
		},
		{
			name: "an irreversible section, forced", before: []string{"SELECT 1;" + down + "-- schemadiff: irreversible: the rows are gone\nSELECT 2;"}, down: "base",
			options: []migrate.Option{migrate.Force()},
		},
		{
			name: "a second statement that is irreversible", down: "base", kind: migrate.ErrIrreversible, want: "a.sql",
			before: []string{"SELECT 1;" + down + "SELECT 2;\n-- schemadiff: irreversible: the rows are gone\nSELECT 3;", "SELECT 4;" + down + "SELECT 5;"},
		},
		{name: "a repetition that never ends", now: []string{"-- schemadiff: repeat\nVACUUM;"}, want: "doesn't say how many rows it changed"},
		{name: "no such revision", now: []string{"SELECT 1;"}, down: "nope", want: "nope"},
		{name: "a revision that nobody knows", before: []string{"SELECT 1;", "SELECT 2;"}, now: []string{"SELECT 1;"}, want: `"b"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			db := pgtest.New(t, 15)
			ctx := context.Background()
			if test.before != nil {
				must[migrate.Result](t)(open(t, db, files(test.before...)).Upgrade(ctx))
			}
			if test.now == nil {
				test.now = test.before
			}
			m := open(t, db, files(test.now...), test.options...)
			var err error
			if test.down != "" {
				_, err = m.Downgrade(ctx, test.down)
			} else {
				_, err = m.Upgrade(ctx)
			}
			switch {
			case test.want == "" && err != nil:
				t.Errorf("got %v", err)
			case test.want == "":
			case err == nil || !strings.Contains(err.Error(), test.want):
				t.Errorf("got %v", err)
			case test.kind != nil && (!errors.Is(err, test.kind) || hint(err) == ""):
				t.Errorf("got %v of another kind, hint %s", err, hint(err))
			default:
				if n := text(t, db, "SELECT count(*)::text FROM schemadiff_history"); n != map[bool]string{true: "0", false: n}[test.before == nil] {
					t.Errorf("the history has %s rows", n)
				}
			}
		})
	}
}

func TestMissingSectionIsRefused(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	fsys := files("SELECT 1;\n====\n", "SELECT 1;")
	fsys["b.sql"].Data = []byte("-- schemadiff: revision b\n-- revises: a\n\n-- schemadiff: up\n\nCREATE TABLE b ();\n")
	m := open(t, db, fsys)
	must[migrate.Result](t)(m.Upgrade(ctx))
	if _, err := m.Downgrade(ctx, "base"); !errors.Is(err, migrate.ErrMissing) || !strings.Contains(err.Error(), "b.sql") {
		t.Errorf("got %v", err)
	}
	expect(t, "rows", rowsOf(t, db), "b")
}

// A squashed revision is the one that it stands for.
func TestSquashedIsNotEdited(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	must[migrate.Result](t)(open(t, db, files("CREATE TABLE a ();", "CREATE TABLE b ();")).Upgrade(ctx))
	sum := text(t, db, "SELECT checksum FROM schemadiff_history WHERE revision = 'b'")
	fsys := files("SELECT 1;")
	delete(fsys, "a.sql")
	fsys["b.sql"] = files("CREATE TABLE a ();\nCREATE TABLE b ();")["a.sql"]
	fsys["b.sql"].Data = []byte(strings.Replace(strings.Replace(string(fsys["b.sql"].Data), "revision a", "revision b", 1),
		"-- revises: base", "-- revises: base\n-- squashes: a\n-- squashes: b "+sum, 1))
	m := open(t, db, fsys)
	if status := must[migrate.Status](t)(m.Status(ctx)); !status.UpToDate || len(status.Edited) != 0 {
		t.Errorf("status: %+v", status)
	}
}

// A database in the middle of a squash isn't where the file can go on.
func TestMiddleOfASquash(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	must[migrate.Result](t)(open(t, db, files("CREATE TABLE a ();")).Upgrade(ctx))
	fsys := files("SELECT 1;")
	fsys["a.sql"].Data = []byte("-- schemadiff: revision c\n-- revises: base\n-- squashes: a\n-- squashes: c\n\n-- schemadiff: up\n\nSELECT 1;\n")
	_, err := open(t, db, fsys).Upgrade(ctx)
	var unknown *graph.UnknownRowsError
	if !errors.As(err, &unknown) || !strings.Contains(err.Error(), "in the middle of what revision c stands for") {
		t.Errorf("got %v", err)
	}
}

// A half applied revision whose file is gone isn't passed by.
func TestHalfAppliedWithoutFile(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	if _, err := open(t, db, files(mixed)).Upgrade(ctx); err == nil {
		t.Fatal("the division didn't fail")
	}
	fsys := files("SELECT 1;", "SELECT 2;")
	delete(fsys, "a.sql")
	fsys["b.sql"].Data = []byte(strings.Replace(string(fsys["b.sql"].Data), "revises: a", "revises: base", 1))
	if _, err := open(t, db, fsys).Upgrade(ctx); !errors.Is(err, migrate.ErrInterrupted) || !strings.Contains(err.Error(), "no file for revision a") {
		t.Errorf("got %v", err)
	}
}

func TestStamp(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	fsys := files("CREATE TABLE a ();", "CREATE TABLE b ();", mixed)
	m := open(t, db, fsys)
	must[migrate.Result](t)(m.Stamp(ctx, false, "b"))
	expect(t, "rows", rowsOf(t, db), "b")
	if _, err := m.Upgrade(ctx); err == nil {
		t.Fatal("the division didn't fail")
	}
	// What is half applied is settled by saying where the database is.
	must[migrate.Result](t)(m.Stamp(ctx, false, "b"))
	if status := must[migrate.Status](t)(m.Status(ctx)); len(status.Interrupted) != 0 {
		t.Errorf("status: %+v", status)
	}
	must[migrate.Result](t)(m.Stamp(ctx, false, "heads"))
	expect(t, "rows", rowsOf(t, db), "c")
	if status := must[migrate.Status](t)(m.Status(ctx)); !status.UpToDate {
		t.Errorf("status: %+v", status)
	}
	db.Exec("INSERT INTO schemadiff_version VALUES ('gone')")
	status := must[migrate.Status](t)(m.Status(ctx))
	if strings.Join(status.Unknown, " ") != "gone" || status.UpToDate {
		t.Errorf("status: %+v", status)
	}
	if _, err := m.Stamp(ctx, false, "a"); err == nil {
		t.Error("an unknown row was passed over")
	}
	result := must[migrate.Result](t)(m.Stamp(ctx, true, "a"))
	expect(t, "rows", rowsOf(t, db), "a")
	expect(t, "result", strings.Join(result.Before, " ")+" to "+strings.Join(result.After, " "), "c gone to a")
	must[migrate.Result](t)(m.Stamp(ctx, false, "base"))
	expect(t, "rows", rowsOf(t, db), "")
}

// Alembic's table is taken over as it is.
func TestAlembicTable(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec(`CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
		INSERT INTO alembic_version VALUES ('a')`)
	m := open(t, db, files("SELECT 1 / 0;", "CREATE TABLE b ();"), migrate.VersionTable("", "alembic_version"))
	must[migrate.Result](t)(m.Upgrade(context.Background()))
	expect(t, "rows", text(t, db, "SELECT string_agg(version_num, ' ') FROM alembic_version"), "b")
}
