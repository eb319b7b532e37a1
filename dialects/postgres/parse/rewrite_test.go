package parse

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestNewerSyntax checks each clause of PostgreSQL 17 and 18: the text that is
// parsed in its place, and the marks.
func TestNewerSyntax(t *testing.T) {
	tests := []struct{ name, text, rewritten, marks string }{
		{
			"virtual column", "CREATE TABLE t (a int, b int NOT NULL GENERATED ALWAYS AS ((a * 2)) VIRTUAL, c int)",
			"CREATE TABLE t (a int, b int NOT NULL GENERATED ALWAYS AS ((a * 2)) STORED, c int)", "1@38",
		},
		{
			"generated without a kind", "CREATE TABLE t (b int CONSTRAINT g GENERATED ALWAYS AS (a) NOT NULL)",
			"CREATE TABLE t (b int CONSTRAINT g DEFAULT (a) NOT NULL)", "1@22",
		},
		{
			"add a virtual column", "ALTER TABLE t DROP x, ADD COLUMN b int GENERATED ALWAYS AS (a) VIRTUAL",
			"ALTER TABLE t DROP x, ADD COLUMN b int GENERATED ALWAYS AS (a) STORED", "1@39",
		},
		{
			"not enforced", "CREATE TABLE t (a int CHECK (NOT enforced) NOT ENFORCED, enforced bool, CONSTRAINT f FOREIGN KEY (a) REFERENCES u NOT ENFORCED, b int REFERENCES u ENFORCED)",
			"CREATE TABLE t (a int CHECK (NOT enforced) , enforced bool, CONSTRAINT f FOREIGN KEY (a) REFERENCES u , b int REFERENCES u )", "2@22 2@72 3@134",
		},
		{
			"not-null constraints of a table", `CREATE TABLE t (a int, CONSTRAINT n NOT NULL a, NOT  NULL "B c" NO INHERIT, b int CONSTRAINT m NOT NULL)`,
			`CREATE TABLE t (a int, CONSTRAINT n CHECK(a), CHECK("B c") NO INHERIT, b int CONSTRAINT m NOT NULL)`, "4@23 4@48",
		},
		{
			"no inherit of a column's", "CREATE TABLE t (a int DEFAULT 1 NOT NULL NO INHERIT, b int CONSTRAINT n NOT NULL NO INHERIT PRIMARY KEY)",
			"CREATE TABLE t (a int DEFAULT 1 NOT NULL , b int CONSTRAINT n NOT NULL PRIMARY KEY)", "5@32 5@59",
		},
		{
			"add a not-null constraint", "ALTER TABLE t ADD CONSTRAINT n NOT NULL a NOT VALID, ADD NOT NULL b",
			"ALTER TABLE t ADD CONSTRAINT n CHECK(a) NOT VALID, ADD CHECK(b)", "4@18 4@57",
		},
		{
			"alter a constraint", "ALTER TABLE t ALTER CONSTRAINT a NOT ENFORCED, ALTER CONSTRAINT inherit INHERIT, ALTER CONSTRAINT c NO INHERIT, ALTER CONSTRAINT d ENFORCED",
			"ALTER TABLE t ALTER CONSTRAINT a , ALTER CONSTRAINT inherit , ALTER CONSTRAINT c , ALTER CONSTRAINT d ", "2#0 6#1 7#2 3#3",
		},
		{
			"without overlaps", "CREATE TABLE t (id int, r int4range, PRIMARY KEY (id, r WITHOUT OVERLAPS), FOREIGN KEY (id, PERIOD r) REFERENCES u (id, PERIOD r), UNIQUE (id, period))",
			"CREATE TABLE t (id int, r int4range, PRIMARY KEY (id, r ), FOREIGN KEY (id, r) REFERENCES u (id, r), UNIQUE (id, period))", "8@37 9@75 9@75",
		},
		{
			"set expression", "ALTER TABLE ONLY s.t ALTER COLUMN a SET EXPRESSION AS (b + 1)",
			"ALTER TABLE ONLY s.t ALTER COLUMN a SET DEFAULT (b + 1)", "10#0",
		},
		{"set statistics", "ALTER TABLE t ALTER a SET STATISTICS DEFAULT, ALTER b DROP DEFAULT", "ALTER TABLE t ALTER a SET STATISTICS -1, ALTER b DROP DEFAULT", "0#0"},
		{"access method", "ALTER TABLE t SET ACCESS METHOD DEFAULT", "ALTER TABLE t SET ACCESS METHOD " + defaultMethod, "11#0"},
		{"not null of a domain", "ALTER DOMAIN d ADD NOT NULL", "ALTER DOMAIN d ADD CHECK(1)", "4@19"},
		{"named not null of a domain", "ALTER DOMAIN d ADD CONSTRAINT n NOT  NULL", "ALTER DOMAIN d ADD CONSTRAINT n CHECK(1)", "4@19"},
		{
			"in create schema", "CREATE SCHEMA s CREATE TABLE t (a int, NOT NULL a) CREATE TABLE u (b int GENERATED ALWAYS AS (1) VIRTUAL)",
			"CREATE SCHEMA s CREATE TABLE t (a int, CHECK(a)) CREATE TABLE u (b int GENERATED ALWAYS AS (1) STORED)", "4@39 1@73",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := parse(tt.text); err == nil {
				t.Error("the parser knows this; the rewriting isn't needed any more")
			}
			out, marks := rewrite(tt.text)
			if len(out) != len(tt.text) {
				t.Errorf("the text has another length: %q", out)
			}
			if got, want := squeeze(out), squeeze(tt.rewritten); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if _, err := parse(out); err != nil {
				t.Errorf("parsing %s: %v", out, err)
			}
			var list []string
			for _, m := range marks {
				if m.Owner >= 0 {
					list = append(list, fmt.Sprintf("%d@%d", m.Kind, m.Owner))
				} else {
					list = append(list, fmt.Sprintf("%d#%d", m.Kind, m.Command))
				}
			}
			if got := strings.Join(list, " "); got != tt.marks {
				t.Errorf("got the marks %s, want %s", got, tt.marks)
			}
		})
	}
}

// squeeze makes one blank of many and removes those at parentheses.
func squeeze(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer(" (", "(", "( ", "(", " )", ")", " ,", ",").Replace(s)
}

// TestMarksFindTheirNodes checks that marks can be looked up by location.
func TestMarksFindTheirNodes(t *testing.T) {
	s := script(t, "SELECT 1;\nCREATE TABLE t (a int CONSTRAINT g GENERATED ALWAYS AS (1) NOT NULL NO INHERIT,\n CONSTRAINT c CHECK (a > 0) NOT ENFORCED, UNIQUE (a));")
	for stmt, err := range Statements(context.Background(), s, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		create := stmt.Node.GetCreateStmt()
		if create == nil {
			continue
		}
		column := create.TableElts[0].GetColumnDef()
		generated, notNull := column.Constraints[0].GetConstraint(), column.Constraints[1].GetConstraint()
		if generated.Contype != ConstrType_CONSTR_GENERATED || !stmt.Marked(VirtualColumn, generated.Location) {
			t.Errorf("the generated column is %v", generated)
		}
		if !stmt.Marked(NoInherit, notNull.Location) {
			t.Errorf("NO INHERIT isn't found at %d in %v", notNull.Location, stmt.Marks)
		}
		check, unique := create.TableElts[1].GetConstraint(), create.TableElts[2].GetConstraint()
		if !stmt.Marked(NotEnforced, check.Location) || stmt.Marked(NotEnforced, unique.Location) {
			t.Errorf("NOT ENFORCED isn't at %d in %v", check.Location, stmt.Marks)
		}
		if got := stmt.Pos(check.Location).String(); got != "f.sql:3:2" {
			t.Errorf("the check is at %s", got)
		}
	}
}
