package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// indexKey writes one key of an index.
func (w writer) indexKey(k model.IndexKey) {
	switch {
	case k.Column != "":
		w.Ident(k.Column)
	case isCall(k.Expr.Text):
		w.Expr(k.Expr)
	default:
		w.parenthesised(k.Expr)
	}
	if !k.Collation.IsZero() {
		w.Key(" COLLATE ").Name(k.Collation)
	}
	if !k.Opclass.IsZero() {
		w.Key(" ").Name(k.Opclass)
	}
	if len(k.OpclassOptions) > 0 {
		w.Key(" ").options(k.OpclassOptions)
	}
	if k.Descending {
		w.Key(" DESC")
	}
	if k.NullsFirst != k.Descending {
		if k.NullsFirst {
			w.Key(" NULLS FIRST")
		} else {
			w.Key(" NULLS LAST")
		}
	}
}

// isCall reports whether an expression is one call of a function by its name,
// which needs no parentheses as the key of an index.
func isCall(text string) bool {
	l := lexer{text: text}
	name, kind := l.next()
	for kind == tokenName && l.dot() {
		name, kind = l.next()
	}
	if kind != tokenName || deparse.IsReserved(name) || l.peek() != '(' {
		return false
	}
	depth := 0
	for {
		token, kind := l.next()
		switch {
		case kind == tokenEnd:
			return false
		case kind == tokenOther && token == "(":
			depth++
		case kind == tokenOther && token == ")":
			if depth--; depth == 0 {
				return l.peek() == 0
			}
		}
	}
}

// indexText writes CREATE INDEX.
func (s *session) indexText(table model.QName, x model.Index, concurrently, only bool) (writer, error) {
	w := write("CREATE ")
	if x.Unique {
		w.Key("UNIQUE ")
	}
	w.Key("INDEX ")
	if concurrently {
		w.Key("CONCURRENTLY ")
	}
	w.Ident(x.Name).Key(" ON ")
	if only {
		w.Key("ONLY ")
	}
	w.Name(table)
	if x.Method != "btree" {
		w.Key(" USING ").Ident(x.Method)
	}
	w.Key(" (")
	for i, k := range x.Keys {
		if i > 0 {
			w.Key(", ")
		}
		w.indexKey(k)
	}
	w.Key(")")
	if len(x.Include) > 0 {
		w.Key(" INCLUDE ").columns(x.Include)
	}
	if x.NullsNotDistinct {
		if err := s.needs(s.version.HasNullsNotDistinct(), 15, "NULLS NOT DISTINCT"); err != nil {
			return w, err
		}
		w.Key(" NULLS NOT DISTINCT")
	}
	if len(x.Options) > 0 {
		w.Key(" WITH ").options(x.Options)
	}
	if x.Tablespace != "" {
		w.Key(" TABLESPACE ").Ident(x.Tablespace)
	}
	if !x.Predicate.IsZero() {
		w.Key(" WHERE ").Expr(x.Predicate)
	}
	return w, nil
}

func (s *session) createIndex(op render.Op, x model.Index) ([]render.Step, error) {
	if step, ok := s.renamePart(op); ok {
		return []render.Step{step}, nil
	}
	if step, ok := s.madeByServer(op); ok {
		return []render.Step{step}, nil
	}
	table := op.Node.ID.Owner()
	t := s.new.table(table)
	partitioned := !t.Partitioning.IsZero()
	recursive := partitioned && s.recursiveIndex(op.Node.ID)
	concurrently := s.online && !s.isNewTable(table) && !partitioned && !op.Forced
	w, err := s.indexText(table, x, concurrently, partitioned && !recursive)
	if err != nil {
		return nil, err
	}
	step := creation(w.text())
	step.Takes = []render.Name{relation(op.Node.ID.QName())}
	step.Outside = concurrently
	s.indexExtras(&step, op.Node.ID, x)
	if parent, ok := s.new.indexes[x.Parent]; ok && s.recursiveIndex(parent) {
		step.Hosts = append(step.Hosts, render.Host{Step: createStep(node(parent))})
	}
	s.indexHazards(&step, table, x, concurrently, recursive)
	return []render.Step{step}, nil
}

// besides reports whether an index is made anew beside the old one.
func (s *session) besides(op render.Op, x model.Index) bool {
	table := op.Node.ID.Owner()
	old, _ := op.Old.(model.Index)
	return s.online && !op.Forced && x.Parent.IsZero() && old.Parent.IsZero() && s.new.table(table).Partitioning.IsZero() &&
		s.columnsStay(table, func(c string) bool {
			return slices.ContainsFunc(slices.Concat(old.Keys, x.Keys), func(k model.IndexKey) bool {
				return k.Column == c || mentionsColumn(k.Expr, c)
			}) || mentionsColumn(old.Predicate, c) || mentionsColumn(x.Predicate, c)
		})
}

// columnsStay reports whether those of the columns that both sides have keep
// their types, so that old and new indexes on them can stand side by side.
func (s *session) columnsStay(table model.QName, concerned func(column string) bool) bool {
	return !slices.ContainsFunc(s.retypedColumns(table), concerned)
}

// retypedColumns lists the columns of a table that stay with other values.
func (s *session) retypedColumns(table model.QName) []string {
	if list, known := s.retyped[table]; known {
		return list
	}
	columns := s.new.table(table).Columns
	fresh := make(map[string]*model.Column, len(columns))
	for i := range columns {
		fresh[columns[i].Name] = &columns[i]
	}
	var list []string
	for _, o := range s.old.table(table).Columns {
		if n := fresh[o.Name]; n != nil && (o.Type != n.Type || o.Collation != n.Collation || o.Generated.Expr.Text != n.Generated.Expr.Text) {
			list = append(list, o.Name)
		}
	}
	s.retyped[table] = list
	return list
}

// indexExtras adds what CREATE INDEX has no words for.
func (s *session) indexExtras(step *render.Step, id model.ID, x model.Index) {
	s.newKeyStatistics(step, id, x.Keys, x.Parent)
	if x.Clustered {
		step.Then = append(step.Then, clusterOn(id))
	}
	if x.Comment != "" {
		step.Then = append(step.Then, commentOnIndex(id, x.Comment))
	}
}

// newKeyStatistics sets the statistics targets of a new index. What is set for a
// partitioned index, its parts have then, too.
func (s *session) newKeyStatistics(step *render.Step, id model.ID, keys []model.IndexKey, parent model.QName) {
	var given []model.IndexKey
	if p, ok := s.new.indexes[parent]; ok && s.recursiveIndex(p) {
		given = indexKeys(s.new.object(p))
	}
	for i, k := range keys {
		if i < len(given) && given[i].Statistics != k.Statistics || i >= len(given) && k.Statistics != 0 {
			step.Then = append(step.Then, keyStatistics(id, i, k))
		}
	}
}

// indexKeys returns the keys of an index that can have statistics targets.
func indexKeys(o model.Object) []model.IndexKey {
	switch o := o.(type) {
	case model.Index:
		return o.Keys
	case model.Exclusion:
		return elementKeys(o)
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Key, model.Check, model.ForeignKey, model.Statistics:
	}
	return nil
}

// alterKeyStatistics sets the statistics targets of keys that change, or that
// the server has forgotten or changed with those of the partitioned index.
func (s *session) alterKeyStatistics(op render.Op) []render.Step {
	if !op.Has(diff.FacetKeyStatistics) {
		return nil
	}
	old, fresh := indexKeys(op.Old), indexKeys(op.New)
	above, below := indexKeys(s.old.indexed(indexParent(op.Old))), indexKeys(s.new.indexed(indexParent(op.New)))
	var steps []render.Step
	for i, k := range fresh {
		changed := i < len(old) && old[i].Statistics != k.Statistics
		forgotten := op.Forced && k.Statistics != 0
		handed := i < len(above) && i < len(below) && above[i].Statistics != below[i].Statistics
		if !changed && !forgotten && !handed {
			continue
		}
		step := gain(render.Text{Head: keyStatistics(op.Node.ID, i, k)})
		if !indexParent(op.New).IsZero() {
			step.Node = render.Node{ID: op.Node.ID, Part: partAttach} // after the partitioned index
		}
		steps = append(steps, step)
	}
	return steps
}

// indexed returns an index, or the constraint that has it, by its name.
func (d *side) indexed(q model.QName) model.Object {
	if id, ok := d.indexes[q]; ok {
		return d.object(id)
	}
	return nil
}

// keyStatistics sets the statistics target of one key.
func keyStatistics(id model.ID, i int, k model.IndexKey) string {
	w := write("ALTER INDEX ").Name(id.QName()).Key(" ALTER COLUMN ").Int(int64(i) + 1)
	return w.Key(" SET STATISTICS ").Int(int64(k.Statistics) - 1).String()
}
