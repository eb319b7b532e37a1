package sqltoken_test

import (
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

func TestWords(t *testing.T) {
	of := func(sql string) sqltoken.Words { return sqltoken.WordsOf(sql, sqlfile.Postgres(), 0) }

	w := of("/* a */ Alter TABLE If exists Only s.\"T\"\"x\" add (drop) , rename -- b")
	if !w.Begin("alter", "table") || w.Begin("alter", "view") {
		t.Error("the beginning is not seen")
	}
	if w.Has("drop") || !w.Has("rename") {
		t.Error("what stands in parentheses counts, or what stands outside doesn't")
	}
	rest := w.Skip("alter", "table").Skip("if", "exists").Skip("only")
	name, after, err := rest.Name(strings.ToUpper)
	if err != nil || name.Schema != "S" || name.Name != `T"x` {
		t.Errorf("the name is %v, %v", name, err)
	}
	if parts := after.Split(); len(parts) != 2 || parts[1].At(0) != "rename" {
		t.Errorf("the parts are %v", parts)
	}
	if _, _, err := of("(").Name(strings.ToLower); err == nil {
		t.Error("a parenthesis is a name")
	}
	if got := of("with a as (select ')' from (b)), c as (update d) INSERT into e").MainVerb("insert", "update", "select"); got != "insert" {
		t.Errorf("the verb is %q", got)
	}
	if got := of("with a as (select 1").MainVerb("select"); got != "" {
		t.Errorf("the verb of an unfinished list is %q", got)
	}
	if got := of("(a, (b)) include (c)").AfterList(); got.At(0) != "include" {
		t.Errorf("behind the list stands %v", got)
	}
	if got := of("a (b)").AfterList(); len(got) != 4 {
		t.Errorf("what begins with no list is %v", got)
	}
	if got := of("(a").AfterList(); got != nil {
		t.Errorf("behind an open list stands %v", got)
	}
}
