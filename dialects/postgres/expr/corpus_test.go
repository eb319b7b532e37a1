package expr_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
)

// TestCorpus loads real schemas and compares each expression as it is written
// in the file with what the server's catalog says of it.
func TestCorpus(t *testing.T) {
	server := pgtest.Need(t, 15)
	total := tally{}
	for _, s := range corpus.Open(t, "postgres").Schemas(t) {
		db, err := server.Create(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(s.File)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.ExecuteScript(context.Background(), string(text)); err != nil {
			t.Logf("%s: %d statements can't be run here, as after this one: %v", s.Name, loadPieces(t, db, s.Name, string(text)), err)
		}
		schema := readModel(t, db.URL())
		w := newWritten(t, &schema, s.Name)
		w.script(string(text))
		total.add(w.tally)
		if err := db.Drop(context.Background()); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d expressions, %d of them printed otherwise than written; not equal: %d, undecided: %d",
		total.all, total.changed, total.different, total.undecided)
	if total.all < 1000 {
		t.Errorf("only %d expressions were found", total.all)
	}
	if bad := total.different + total.undecided; bad*1000 > total.all*3 {
		t.Errorf("%d of %d expressions are not decided equal", bad, total.all)
	}
}

// loadPieces runs a script's statements one by one, and passes over those that
// fail because they need what isn't here: an extension, rows, another statement
// that failed. It returns how many these are.
func loadPieces(t *testing.T, db *pgtest.Database, name, text string) (failed int) {
	t.Helper()
	ctx := context.Background()
	conn, err := db.Connect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	script, _ := sqlfile.Split(sqlfile.Source{Name: name, Text: text}, sqlfile.Postgres())
	for _, s := range script.Statements {
		switch strings.ToUpper(s.FirstWord()) {
		case "CREATE", "ALTER", "SET", "SELECT", "DROP":
			if _, err := conn.Exec(ctx, s.Text); err != nil {
				failed++
			}
		}
	}
	return failed
}

func readModel(t *testing.T, url string) model.Schema {
	t.Helper()
	conn, err := pgxconn.Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	schema, err := catalog.Read(context.Background(), conn, catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

type tally struct{ all, changed, different, undecided int }

func (t *tally) add(o tally) {
	t.all += o.all
	t.changed += o.changed
	t.different += o.different
	t.undecided += o.undecided
}

// written finds the expressions in a script.
type written struct {
	tally
	t      *testing.T
	name   string
	schema *model.Schema
	cat    *expr.Catalog
	path   []string
}

func newWritten(t *testing.T, schema *model.Schema, name string) *written {
	t.Helper()
	cat, err := expr.NewCatalog(15, schema)
	if err != nil {
		t.Fatal(err)
	}
	return &written{t: t, name: name, schema: schema, cat: cat, path: []string{"public"}}
}

func (w *written) script(text string) {
	script, _ := sqlfile.Split(sqlfile.Source{Name: w.name, Text: text}, sqlfile.Postgres())
	skip := func(s *sqlfile.Statement) bool { return strings.EqualFold(s.FirstWord(), "insert") }
	for stmt, err := range parse.Statements(context.Background(), script, parse.Options{Skip: skip}) {
		if err == nil && stmt.Node != nil {
			w.statement(stmt.Node)
		}
	}
}

func (w *written) statement(n *parse.Node) {
	switch {
	case n.GetVariableSetStmt() != nil && n.GetVariableSetStmt().Name == "search_path":
		w.path = nil
		for _, arg := range n.GetVariableSetStmt().Args {
			w.path = append(w.path, arg.GetAConst().GetSval().GetSval())
		}
	case strings.Contains(n.String(), `"set_config"`) || strings.Contains(n.String(), `sval:"set_config"`):
		w.path = nil
	case n.GetCreateStmt() != nil:
		s := n.GetCreateStmt()
		if table := w.table(s.Relation); table != nil {
			for _, e := range s.TableElts {
				w.element(table, e)
			}
		}
	case n.GetAlterTableStmt() != nil:
		s := n.GetAlterTableStmt()
		if table := w.table(s.Relation); table != nil {
			for _, c := range s.Cmds {
				w.command(table, c.GetAlterTableCmd())
			}
		}
	case n.GetIndexStmt() != nil:
		w.index(n.GetIndexStmt())
	case n.GetCreateDomainStmt() != nil:
		w.domain(n.GetCreateDomainStmt())
	}
}

func (w *written) table(r *parse.RangeVar) *model.Table {
	path := w.path
	if r.GetSchemaname() != "" {
		path = []string{r.Schemaname}
	}
	for _, schema := range path {
		for i, t := range w.schema.Tables {
			if t.Schema == schema && t.Name == r.GetRelname() {
				return &w.schema.Tables[i]
			}
		}
	}
	return nil
}

func (w *written) scopes(t *model.Table) (here, there expr.Scope) {
	here, there = expr.TableScope(t), expr.TableScope(t)
	here.SearchPath = w.path
	return here, there
}

func (w *written) element(t *model.Table, n *parse.Node) {
	if c := n.GetConstraint(); c != nil {
		w.constraint(t, nil, c)
		return
	}
	def := n.GetColumnDef()
	if def == nil {
		return
	}
	column, ok := t.Column(def.Colname)
	if !ok {
		return
	}
	for _, c := range def.Constraints {
		w.constraint(t, &column, c.GetConstraint())
	}
}

func (w *written) command(t *model.Table, c *parse.AlterTableCmd) {
	switch c.GetSubtype() {
	case parse.AlterTableType_AT_AddColumn, parse.AlterTableType_AT_AddConstraint:
		w.element(t, c.Def)
	case parse.AlterTableType_AT_ColumnDefault:
		if column, ok := t.Column(c.Name); ok && c.Def != nil {
			w.value(t, &column, c.Def, column.Default)
		}
	}
}

func (w *written) constraint(t *model.Table, column *model.Column, c *parse.Constraint) {
	switch c.GetContype() {
	case parse.ConstrType_CONSTR_DEFAULT:
		w.value(t, column, c.RawExpr, column.Default)
	case parse.ConstrType_CONSTR_GENERATED:
		w.value(t, column, c.RawExpr, column.Generated.Expr)
	case parse.ConstrType_CONSTR_CHECK:
		here, there := w.scopes(t)
		var list [][]string
		for _, k := range t.Checks {
			list = append(list, []string{k.Expr.Text})
		}
		here, there = here.If(), there.If()
		w.compare(t.Name+" check "+c.Conname, here, []*parse.Node{c.RawExpr}, there, list)
	}
}

// value is a default or a generated value.
func (w *written) value(t *model.Table, column *model.Column, n *parse.Node, have model.Expr) {
	here, there := w.scopes(t)
	text := have.Text
	if text == "" {
		text = "NULL"
	}
	w.compare(t.Name+"."+column.Name, here.Assign(column.Type), []*parse.Node{n}, there.Assign(column.Type), [][]string{{text}})
}

func (w *written) domain(s *parse.CreateDomainStmt) {
	name := s.Domainname[len(s.Domainname)-1].GetString_().GetSval()
	for _, d := range w.schema.Domains {
		if d.Name != name {
			continue
		}
		here, there := expr.DomainScope(&d), expr.DomainScope(&d)
		here.SearchPath = w.path
		var checks [][]string
		for _, c := range d.Checks {
			checks = append(checks, []string{c.Expr.Text})
		}
		for _, c := range s.Constraints {
			switch c := c.GetConstraint(); c.GetContype() {
			case parse.ConstrType_CONSTR_CHECK:
				w.compare(name, here, []*parse.Node{c.RawExpr}, there, checks)
			case parse.ConstrType_CONSTR_DEFAULT:
				w.compare(name, expr.Scope{SearchPath: w.path, Target: d.Base}, []*parse.Node{c.RawExpr},
					expr.Scope{Target: d.Base}, [][]string{{d.Default.Text}})
			}
		}
	}
}

// index compares the expression keys and the predicate of an index, taken
// together, with those of all indexes of its table.
func (w *written) index(s *parse.IndexStmt) {
	t := w.table(s.Relation)
	if t == nil {
		return
	}
	var nodes []*parse.Node
	for _, p := range s.IndexParams {
		if e := p.GetIndexElem(); e.Expr != nil {
			nodes = append(nodes, e.Expr)
		}
	}
	if s.WhereClause != nil {
		nodes = append(nodes, s.WhereClause)
	}
	if len(nodes) == 0 {
		return
	}
	var list [][]string
	for _, i := range t.Indexes {
		var texts []string
		for _, k := range i.Keys {
			if !k.Expr.IsZero() {
				texts = append(texts, k.Expr.Text)
			}
		}
		if !i.Predicate.IsZero() {
			texts = append(texts, i.Predicate.Text)
		}
		list = append(list, texts)
	}
	here, there := w.scopes(t)
	w.compare(t.Name+" index "+s.Idxname, here, nodes, there, list)
}

// compare looks for the written expressions among those of the catalog.
func (w *written) compare(what string, here expr.Scope, nodes []*parse.Node, there expr.Scope, list [][]string) {
	w.all++
	var keys []string
	for _, n := range nodes {
		key, err := w.cat.KeyNode(here, n)
		if err != nil {
			w.undecided++
			w.t.Logf("%s %s: written: %v", w.name, what, err)
			return
		}
		keys = append(keys, key)
	}
	var notes []string
	for _, texts := range list {
		if len(texts) != len(keys) {
			continue
		}
		var found []string
		for _, text := range texts {
			key, err := w.cat.Key(there, text)
			var u *expr.UndecidedError
			if errors.As(err, &u) {
				key = "undecided: " + u.Reason
			}
			found = append(found, key)
		}
		if slices.Equal(found, keys) {
			w.countChanged(nodes, texts)
			return
		}
		notes = append(notes, fmt.Sprintf("\n  %q\n    %q", texts, found))
	}
	w.different++
	w.t.Logf("%s %s is not equal:\n    %q%s", w.name, what, keys, strings.Join(notes[:min(len(notes), 5)], ""))
}

func (w *written) countChanged(nodes []*parse.Node, texts []string) {
	for i, n := range nodes {
		if p, err := parse.Expr(texts[i]); err == nil && !expr.SameNode(n, p) {
			w.changed++
			return
		}
	}
}
