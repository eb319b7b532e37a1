package ddl_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/ddl"
)

// TestUnknownExtensions reads names that extensions bring along of which
// nothing is known, in several schemas.
func TestUnknownExtensions(t *testing.T) {
	script := `
CREATE EXTENSION crontab WITH SCHEMA pg_catalog;
CREATE SCHEMA graph; CREATE SCHEMA ext; CREATE SCHEMA app;
CREATE EXTENSION graph_tool SCHEMA graph;
CREATE EXTENSION vectors SCHEMA ext;
CREATE EXTENSION queue;
SET search_path = app, ext, public;
CREATE TYPE public.mood AS ENUM ('a');
CREATE TABLE x (
	m mood, v vector(3), w "ext"."vector"(3), q queue.message, g graph.node,
	d text DEFAULT queue.read(), e text DEFAULT ext.name(), n int DEFAULT two(1, 2)
);
CREATE INDEX i ON x USING btree (v vector_ops, w ext.vector_ops, g graph.node_ops);`
	s, err := read(t, ddl.Options{}, one(script))
	if err != nil {
		t.Fatal(err)
	}
	x := s.Tables[0]
	want := []string{"public.mood", "ext.vector(3)", "ext.vector(3)", "queue.message", "graph.node", "text", "text", "integer"}
	for i, c := range x.Columns {
		if got := c.Type.String(); got != want[i] {
			t.Errorf("column %s: got the type %s, want %s", c.Name, got, want[i])
		}
	}
	for i, want := range map[int]string{5: "queue.read()", 6: "ext.name()", 7: "ext.two(1, 2)"} {
		if got := x.Columns[i].Default.Text; got != want {
			t.Errorf("default: got %s, want %s", got, want)
		}
	}
	for i, want := range []string{"ext.vector_ops", "ext.vector_ops", "graph.node_ops"} {
		if got := x.Indexes[0].Keys[i].Opclass.String(); got != want {
			t.Errorf("operator class: got %s, want %s", got, want)
		}
	}

	for _, script := range []string{
		"CREATE TABLE t (a other.thing)", "CREATE TABLE t (a int DEFAULT other.f())",
		"CREATE TABLE t (a int); CREATE INDEX ON t (a public.a_ops)",
	} {
		if _, err := read(t, ddl.Options{}, one("CREATE SCHEMA other; CREATE SCHEMA ext; CREATE EXTENSION vectors SCHEMA ext; "+script)); err == nil {
			t.Errorf("%s: no error", script)
		}
	}
}
