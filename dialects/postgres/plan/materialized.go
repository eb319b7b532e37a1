package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/layout"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// A materialized view is a table whose rows and columns come from its query. Its
// indexes, statistics and settings are those of a table, and ALTER TABLE is for
// it, too; but it is made, dropped and described by statements of its own, and
// made anew where its query, or what its query uses, changes.

// createMaterialized writes CREATE MATERIALIZED VIEW.
func (s *session) createMaterialized(t model.Table) ([]render.Step, error) {
	w := write("CREATE MATERIALIZED VIEW ").Name(t.QName())
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	if !slices.Equal(names, expr.ResultNames(t.Query.Text)) {
		w.Key(" ").columns(names)
	}
	tail, err := s.tableTail(t, formPlain)
	if err != nil {
		return nil, err
	}
	w.Expr(model.Expr{Text: tail}).Key(" AS\n").Expr(model.Expr{Text: layout.Statement(t.Query.Text)})
	if t.Unpopulated {
		w.Key("\n WITH NO DATA")
	}
	step := creation(w.text())
	step.Takes = []render.Name{relation(t.QName()), typeName(t.QName())}
	step.Then = s.tableExtras(t)
	if !t.Unpopulated {
		s.fillHazards(&step, t)
	}
	return []render.Step{step}, nil
}

// fillHazards says what the first run of a materialized view's query reads.
func (s *session) fillHazards(step *render.Step, t model.Table) {
	read := map[model.QName]bool{}
	s.readBy(t.Query.Text, read)
	for q := range read {
		step.Scans = append(step.Scans, s.holding(q)...)
	}
	slices.SortFunc(step.Scans, model.QName.Compare)
	step.Scans = slices.Compact(step.Scans)
	if len(step.Scans) > 0 {
		hazard(step, render.TableScan, "Filling "+t.QName().String()+" runs its query.")
	}
}

// readBy collects the tables and views that a query of the new side reads.
func (s *session) readBy(query string, read map[model.QName]bool) {
	catalog := s.catalog(s.new)
	if catalog == nil {
		return
	}
	stmt, err := expr.ParseQuery(query)
	if err != nil {
		return
	}
	uses, err := catalog.QueryReferences(expr.Scope{}, stmt)
	if err != nil {
		return
	}
	for _, f := range uses.Fields {
		uses.Relations = append(uses.Relations, f.Table)
	}
	for _, q := range append(uses.Relations, uses.Rows...) {
		if read[q] {
			continue
		}
		read[q] = true
		if v, ok := s.new.object(model.ID{Kind: kind.View, Schema: q.Schema, Name: q.Name}).(model.Definition); ok {
			s.readBy(v.Get(property.Query).Query.Text, read)
		}
	}
}

// createMaterializedColumn writes the settings of a column, which comes with its
// view.
func (s *session) createMaterializedColumn(t model.Table, c model.Column) ([]render.Step, error) {
	step := creation(render.Text{})
	step.Hosts = []render.Host{{Step: createStep(node(tableID(t.QName())))}}
	alter := write("ALTER TABLE ").Name(t.QName()).Key(" ALTER COLUMN ").Ident(c.Name).Key(" ").String()
	if c.Storage != "" && s.inlineStorage() {
		step.Then = append(step.Then, alter+write("SET STORAGE ").storage(s.storageName(c)).String())
	}
	if c.Compression != "" {
		if err := s.needs(s.version.HasCompression(), 14, "a compression method"); err != nil {
			return nil, err
		}
		step.Then = append(step.Then, alter+write("SET COMPRESSION ").compression(c.Compression).String())
	}
	step.Then = append(step.Then, s.columnExtras(t, c)...)
	return []render.Step{step}, nil
}

// materialized needs what the query of a materialized view uses.
func (b *itemBuilder) materialized(t *model.Table) {
	if !t.Materialized() {
		return
	}
	for i := range t.Columns {
		b.typ(t.Columns[i].Type)
	}
	if !b.queryText(t.Query.Text) {
		b.mentioned(t.Query)
	}
}

// remakes reports whether a materialized view must be made anew because of what
// happens to something that its query uses, or whether something must be so
// because it is a part of a table that is made anew without its rows, or uses
// it: of a materialized view, a foreign table, or what becomes one or was one.
func (s *session) remakes(needed render.Op, dependent render.Node) bool {
	if needed.Node.ID.Kind == model.KindTable && needed.Node.Part == "" && needed.Verb == render.Recreate {
		return true
	}
	if t, ok := needed.Old.(model.Table); ok && needed.Node.Part == "" && t.Materialized() {
		return false
	}
	t, ok := s.old.object(dependent.ID).(model.Table)
	if !ok || dependent.Part != "" || !t.Materialized() {
		return false
	}
	switch needed.Verb {
	case render.Recreate, render.Replace:
		return true
	case render.Alter:
		return needed.Has(diff.FacetType) || needed.Has(diff.FacetCollation) || needed.Node.ID.Kind == model.KindComposite && needed.Has(diff.FacetAttributes)
	case render.Drop, render.Keep, render.Create:
	}
	return false
}
