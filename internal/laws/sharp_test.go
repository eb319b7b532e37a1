package laws_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The laws must be able to fail. These tests break what the laws are about and
// want them to notice.

const sharpFrom = `
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE SEQUENCE numbers INCREMENT 5;
CREATE TABLE users (id serial PRIMARY KEY, mail varchar(20), feels mood DEFAULT 'ok', n integer DEFAULT 1 CHECK (n > 0));
CREATE TABLE posts (id bigint, author integer REFERENCES users, body text);
CREATE INDEX posts_body ON posts (lower(body));
CREATE TABLE log (day date, what text) PARTITION BY RANGE (day);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
COMMENT ON TABLE users IS 'who';
`

const sharpTo = `
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE SEQUENCE numbers INCREMENT 7;
CREATE DOMAIN percent AS numeric CHECK (VALUE <= 100);
CREATE TABLE users (id serial PRIMARY KEY, mail varchar(40) NOT NULL, feels mood DEFAULT 'sad', n integer DEFAULT 2 CHECK (n > 1), UNIQUE (mail));
CREATE TABLE posts (id bigint GENERATED ALWAYS AS IDENTITY, author integer REFERENCES users ON DELETE CASCADE, body text, part percent);
CREATE INDEX posts_body ON posts (lower(body)) WHERE author IS NOT NULL;
CREATE TABLE log (day date, what text) PARTITION BY RANGE (day);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2026-01-01');
CREATE TABLE log_2 PARTITION OF log DEFAULT;
CREATE STATISTICS related ON id, author FROM posts;
COMMENT ON TABLE users IS 'who is who';
`

// sharpOwner is not who runs the plans, so that it is seen whether what is made
// anew gets its owner back.
const sharpOwner = `
CREATE ROLE laws_alice;
ALTER TYPE mood OWNER TO laws_alice;
`

func sharpPair() laws.Pair {
	return laws.Pair{
		Name: "sharp", A: laws.Script{Name: "a", Text: sharpFrom + sharpOwner}, B: laws.Script{Name: "b", Text: sharpTo + sharpOwner}, Live: true, Offline: true, Seed: 1,
	}
}

// firstFailure is what the first law to fail says.
func firstFailure(ctx context.Context, lab *laws.Lab, p laws.Pair, numbers ...int) (failed error) {
	lab.Pair(ctx, p, numbers, func(_ int, err error) {
		if failed == nil {
			failed = err
		}
	})
	return failed
}

// TestStatementsMatter leaves out each statement of a plan: without it the
// plan must not lead to the target, or back.
func TestStatementsMatter(t *testing.T) {
	if testing.Short() {
		t.Skip("migrates once for each statement")
	}
	lab := newLab(t, 15).KeepingAccess()
	up, down := 0, 0
	if err := firstFailure(t.Context(), lab.Tampered(func(m *render.Migration) {
		up, down = len(m.Up.Statements()), len(m.Down.Statements())
	}), sharpPair(), 3, 4); err != nil {
		t.Fatal(err)
	}
	if up < 12 || down < 12 {
		t.Fatalf("the plans have %d and %d statements", up, down)
	}
	try := func(law, n int, plan func(*render.Migration) *render.Plan) {
		missing := ""
		err := firstFailure(t.Context(), lab.Tampered(func(m *render.Migration) { missing = leaveOut(plan(m), n) }), sharpPair(), 3, 4)
		var f *laws.Failure
		if !errors.As(err, &f) || f.Law != law {
			t.Errorf("law %d does not miss %q: %v", law, missing, err)
		}
	}
	each(up+down, func(i int) {
		if i < up {
			try(3, i, func(m *render.Migration) *render.Plan { return &m.Up })
		} else {
			try(4, i-up, func(m *render.Migration) *render.Plan { return &m.Down })
		}
	})
}

// leaveOut removes one statement from a plan.
func leaveOut(p *render.Plan, n int) string {
	for i := range p.Groups {
		list := p.Groups[i].Statements
		if n < len(list) {
			missing := list[n].SQL
			p.Groups[i].Statements = slices.Delete(slices.Clone(list), n, n+1)
			return missing
		}
		n -= len(list)
	}
	return ""
}

// TestRowsMatter adds a statement that changes rows and tells nobody.
func TestRowsMatter(t *testing.T) {
	lab := newLab(t, 15)
	pair := sharpPair()
	pair.B.Text = sharpFrom + "COMMENT ON TABLE posts IS 'what'; CREATE TABLE fresh (a integer);"
	if err := firstFailure(t.Context(), lab, pair, 3, 4, 6); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		"DELETE FROM posts WHERE ctid = (SELECT min(ctid) FROM posts);",
		"UPDATE posts SET body = body || ' ' WHERE ctid = (SELECT min(ctid) FROM posts WHERE body IS NOT NULL);",
		"UPDATE posts SET body = '' WHERE body IS NULL;",
		"INSERT INTO log VALUES ('2024-05-05', 'x');",
	} {
		for _, way := range []string{"up", "down"} {
			err := firstFailure(t.Context(), lab.Tampered(func(m *render.Migration) {
				plan := &m.Up
				if way == "down" {
					plan = &m.Down
				}
				last := &plan.Groups[len(plan.Groups)-1]
				last.Statements = append(slices.Clone(last.Statements), render.Statement{SQL: sql})
			}), pair, 6)
			var f *laws.Failure
			if !errors.As(err, &f) || f.Law != 6 {
				t.Errorf("law 6 does not notice %q in %s: %v", sql, way, err)
			}
		}
	}
}

// TestObjectsMatter removes each object of a reading: laws 2 and 9 must notice.
func TestObjectsMatter(t *testing.T) {
	lab := newLab(t, 15)
	err := lab.Read(t.Context(), laws.Script{Name: "sharp", Text: sharpTo + "CREATE VIEW v AS SELECT 1; CREATE EXTENSION citext;"}, func(b laws.Both) error {
		for _, law := range []int{2, 9} {
			if err := lab.Schema(t.Context(), law, b); err != nil {
				return err
			}
		}
		whole := b.Parsed
		for what, broken := range withoutEach(whole) {
			b.Parsed = broken
			for _, law := range []int{2, 9} {
				var f *laws.Failure
				if err := lab.Schema(t.Context(), law, b); !errors.As(err, &f) || f.Law != law {
					t.Errorf("law %d does not miss %s: %v", law, what, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// withoutEach is the schema without one element of one of its lists, and of the
// lists of its last table that has such.
func withoutEach(s model.Schema) map[string]model.Schema {
	list := map[string]model.Schema{}
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if v.Field(i).Kind() != reflect.Slice || v.Field(i).Len() == 0 || slices.Contains([]string{"Routines", "Operators", "Casts"}, name) {
			continue
		}
		shorter := reflect.New(v.Type()).Elem()
		shorter.Set(v)
		shorter.Field(i).Set(v.Field(i).Slice(1, v.Field(i).Len()))
		list[name] = shorter.Interface().(model.Schema)
	}
	for n := range s.Tables {
		table := reflect.ValueOf(s.Tables[n])
		for i := range table.NumField() {
			name := table.Type().Field(i).Name
			if !slices.Contains([]string{"Columns", "Keys", "Checks", "ForeignKeys", "Indexes"}, name) || table.Field(i).Len() == 0 {
				continue
			}
			shorter := reflect.New(table.Type()).Elem()
			shorter.Set(table)
			shorter.Field(i).Set(table.Field(i).Slice(0, table.Field(i).Len()-1))
			broken := s
			broken.Tables = slices.Clone(s.Tables)
			broken.Tables[n] = shorter.Interface().(model.Table)
			list[s.Tables[n].Name+"."+name] = broken
		}
	}
	return list
}
