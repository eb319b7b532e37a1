package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Disturb implements [render.Session]: what the server refuses to do, or would
// undo, while something depends on the node, and what becomes of that.
func (s *session) Disturb(needed render.Op, dependent render.Node) []render.Op {
	var list []render.Op
	if op, ok := s.disturb(needed, dependent); ok {
		list = append(list, op)
	}
	if needed.Verb == render.Recreate && needed.Node.Part == "" && dependent == (render.Node{ID: needed.Node.ID, Part: partAttach}) {
		list = append(list, s.comeOff(needed.Node.ID)...)
	}
	if q := dependent.ID.Owner(); dependent.Part == "" && q != needed.Node.ID.Owner() && s.keepsOwn(needed, dependent.ID) {
		list = append(list, s.reattach(q)...)
	}
	if dependent.ID.Kind == model.KindColumn && dependent.Part == "" && needed.Verb == render.Alter && s.generatesOwn(needed, dependent.ID) {
		list = append(list, render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetGenerated}, Forced: true})
	}
	if dependent.ID.Kind == model.KindColumn && dependent.Part == "" && needed.Verb == render.Alter && s.staysValidBelow(needed, dependent.ID) {
		list = append(list, render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetNotNullNotValid}, Forced: true})
	}
	if dependent.ID.Kind == model.KindColumn && dependent.Part == "" && (needed.Has(diff.FacetType) || needed.Has(diff.FacetCollation)) &&
		needed.Verb == render.Alter && needed.Node.ID.Kind == model.KindColumn && s.retypesApart(needed.Node.ID, dependent.ID.Owner()) {
		list = append(list, s.rejoin(dependent.ID.Owner())...)
	}
	return s.withShells(list)
}

func (s *session) disturb(needed render.Op, dependent render.Node) (render.Op, bool) {
	if dependent.ID.Concern() != model.NoConcern {
		return s.disturbAccess(needed, dependent)
	}
	if s.remakes(needed, dependent) {
		return again(dependent)
	}
	switch needed.Verb {
	case render.Drop:
		return s.disturbDrop(needed, dependent)
	case render.Recreate:
		return s.disturbRecreate(needed, dependent)
	case render.Replace:
		return s.disturbReplace(needed, dependent)
	case render.Alter:
		return s.disturbAlter(needed, dependent)
	case render.Keep, render.Create:
	}
	return render.Op{}, false
}

// again drops and creates a node.
func again(n render.Node) (render.Op, bool) {
	return render.Op{Node: n, Verb: render.Recreate, Forced: true}, true
}

// disturbDrop: a foreign key hangs on one index of the referenced table, even
// if another one would do.
func (s *session) disturbDrop(needed render.Op, dependent render.Node) (render.Op, bool) {
	if o, ok := needed.Object().(model.Definition); ok && s.overloaded(o) {
		q := model.QName{Schema: o.ID.Schema, Name: o.PlainName()}
		if d, ok := s.old.object(dependent.ID).(model.Definition); ok && !namesIt(d, q) {
			return render.Op{}, false
		}
		s.callers[o.ID] = append(s.callers[o.ID], dependent)
		return s.remade(dependent)
	}
	if s.becomesOtherKind(needed.Node.ID) {
		return s.remade(dependent)
	}
	if _, stays := s.new.primaryKey(needed.Node.ID.Owner()); stays && s.isDetermined(needed.Node, dependent) {
		return s.remade(dependent)
	}
	if needed.Node.Part == partShell && s.old.typeFunctions[dependent.ID] == needed.Node.ID.QName() {
		return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true // it goes with the type
	}
	if !s.old.isIndex(needed.Node.ID) || needed.Node.Part != "" {
		return render.Op{}, false
	}
	switch {
	case dependent.ID.Kind == model.KindForeignKey:
		return again(dependent)
	case dependent.Part == partAttach && dependent.ID != needed.Node.ID:
		// The attached index is dropped with the partitioned one.
		if !s.followsParent(needed.Node.ID.QName(), indexParent(s.new.object(dependent.ID))) {
			return again(node(dependent.ID))
		}
	}
	return render.Op{}, false
}

// becomesOtherKind reports whether a relation, or the relation of a column, goes
// and one of another kind takes its name: a table becomes a view, say. What uses
// it stays, and is in the way.
func (s *session) becomesOtherKind(id model.ID) bool {
	switch id.Kind {
	case model.KindTable, model.KindColumn:
		return s.new.has(viewID(id.Owner())) && !s.new.has(tableID(id.Owner()))
	case kind.View:
		return s.new.has(tableID(id.QName())) && !s.new.has(id)
	default:
	}
	return false
}

func viewID(q model.QName) model.ID { return kind.In(q.Schema, kind.View, q.Name) }

// disturbDefinition: what depends on a definition that is made anew is made
// anew, too. Where that would destroy rows the plan is refused.
func (s *session) disturbDefinition(needed, dependent render.Node) (render.Op, bool) {
	isTable := dependent.ID.Kind == model.KindTable && dependent.Part == ""
	isValue := dependent.Part == "" && slices.Contains([]model.Kind{
		model.KindTable, model.KindColumn, model.KindDomain, model.KindComposite, model.KindRange,
	}, dependent.ID.Kind)
	switch k := needed.ID.Kind; {
	case isTable && k == kind.OperatorClass: // it is in the partition key
		s.markRebuilt(dependent.ID.QName())
		return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
	case isTable && (k == kind.AccessMethod || k == kind.Server), isValue && k == kind.BaseType:
		s.refuse(needed, dependent)
		return render.Op{}, false
	}
	return s.remade(dependent)
}

// refuse remembers why there is no plan.
func (s *session) refuse(needed, dependent render.Node) {
	if s.impossible == nil {
		s.impossible = fmt.Errorf("%s can only be changed by making it anew, and %s depends on it: make another one under a new name, and move over to it",
			needed.ID, dependent.ID)
	}
}

// isDetermined reports whether a primary key determines what the query of a
// dependent uses: the server keeps the key as long as the query is there.
func (s *session) isDetermined(key, dependent render.Node) bool {
	if key.ID.Kind != model.KindPrimaryKey || key.Part != "" || dependent.Part != "" {
		return false
	}
	o := s.old.object(dependent.ID)
	t, isTable := o.(model.Table)
	_, isDefinition := o.(model.Definition)
	return isDefinition || isTable && t.Materialized()
}

func (s *session) disturbRecreate(needed render.Op, dependent render.Node) (render.Op, bool) {
	n, d := needed.Node, dependent
	if _, ok := needed.Object().(model.Definition); ok {
		return s.disturbDefinition(n, d)
	}
	if s.isDetermined(n, d) {
		return s.remade(d)
	}
	if _, ok := s.old.object(d.ID).(model.Definition); ok && (n.ID.Kind == model.KindColumn && n.Part == "" || n.ID.Kind == model.KindTable && n.Part == "") {
		return again(d)
	}
	switch {
	case n.Part == partAttach && n.ID.Kind == model.KindTable:
		if d.Part == partAttach && d.ID.Kind != model.KindTable || d.ID.Kind == model.KindForeignKey && needed.Forced {
			return again(d)
		}
	case n.Part != "":
	case n.ID.Kind == model.KindColumn:
		if d.ID.Kind != model.KindTable {
			return again(d)
		}
	case s.old.isIndex(n.ID):
		switch {
		case d.ID.Kind == model.KindForeignKey, d.Part == partReplica:
			return again(d)
		case d.Part == partAttach && d.ID != n.ID:
			// The attached index is dropped with the partitioned one.
			return again(node(d.ID))
		case d.Part == partAttach:
			return again(d)
		}
	case n.ID.Kind == model.KindCheck && d.ID.Kind == model.KindCheck:
		return again(d)
	}
	return render.Op{}, false
}

// disturbReplace: what has a type moves to the new one, or is made anew.
func (s *session) disturbReplace(needed render.Op, dependent render.Node) (render.Op, bool) {
	switch needed.Node.ID.Kind {
	case model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange:
	case kind.Collation:
		return s.disturbCollation(needed, dependent)
	case kind.Function:
		return s.disturbDefinition(needed.Node, dependent)
	case model.KindTable:
		if needed.Node.Part == "" {
			return s.disturbRebuild(needed, dependent)
		}
		return s.disturbPart(needed, dependent)
	case model.KindDomainConstraint:
		return render.Op{}, false
	default:
		return s.disturbPart(needed, dependent)
	}
	replaced := replacedTypes(needed)
	for _, q := range replaced {
		s.replacedTypes[q] = true
	}
	if slices.Contains(replaced, s.old.typeFunctions[dependent.ID]) {
		return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
	}
	switch o := s.old.object(dependent.ID).(type) {
	case model.Column:
		if dependent.Part == "" && slices.Contains(replaced, o.Type.QName()) {
			if !o.Generated.IsZero() {
				return again(dependent) // ALTER TYPE converts no generated values
			}
			return s.retype(dependent.ID, true)
		}
		return again(dependent)
	case model.Domain, model.Composite, model.Range:
		return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
	case model.Table:
		if dependent.Part == "" && slices.Contains(replaced, o.OfType) {
			if fresh := s.new.table(o.QName()); !fresh.OfType.IsZero() && !sameOrder(o, fresh) {
				s.markRebuilt(o.QName())
				return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
			}
			return render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetOfType}, Forced: true}, true
		}
	case model.Check:
		if domain := dependent.ID; domain.Kind == model.KindDomainConstraint && domain.Owner() == needed.Node.ID.QName() {
			return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
		}
		return again(dependent)
	case model.Index, model.Exclusion, model.Statistics, model.Key, model.ForeignKey, model.Definition:
		return again(dependent)
	case model.Namespace, model.Extension, model.Enum, model.Sequence:
	}
	return render.Op{}, false
}

// replacedTypes lists the names of the types that a Replace makes anew.
func replacedTypes(op render.Op) []model.QName {
	list := []model.QName{op.Node.ID.QName()}
	if r, ok := op.Old.(model.Range); ok {
		list = append(list, multirange(r))
	}
	return list
}

// retype changes the type of a column in place, or rebuilds the table if the
// column is part of its partition key; where a partition has it in its key,
// that one is rebuilt apart. Forced: although its name stays.
func (s *session) retype(column model.ID, forced bool) (render.Op, bool) {
	if table := column.Owner(); s.inPartitionKey(table, column.Name) && s.new.has(tableID(table)) {
		s.markRebuilt(table)
		return render.Op{Node: node(tableID(table)), Verb: render.Replace, Forced: true}, true
	}
	return render.Op{Node: node(column), Verb: render.Alter, Facets: []diff.FacetName{diff.FacetType}, Forced: forced}, true
}

// inPartitionKey reports whether a column is part of the partition key of its
// table or mentioned in it.
func (s *session) inPartitionKey(table model.QName, column string) bool {
	t := s.old.table(table)
	for _, k := range t.Partitioning.Keys {
		if k.Column == column || k.Column == "" && mentionsColumn(k.Expr, column) {
			return true
		}
	}
	return false
}

// mentionsColumn reports whether an expression may use a column.
func mentionsColumn(e model.Expr, column string) bool {
	return slices.ContainsFunc(mentions(e.Text), func(m mention) bool {
		return !m.literal && !m.field && len(m.parts) == 1 && m.parts[0] == column
	})
}

// disturbAlter: another type of a column, or what a partitioned index hands down.
func (s *session) disturbAlter(needed render.Op, dependent render.Node) (render.Op, bool) {
	if needed.Has(diff.FacetKeyStatistics) && dependent.Part == partAttach && dependent.ID != needed.Node.ID {
		return render.Op{Node: node(dependent.ID), Verb: render.Alter, Facets: []diff.FacetName{diff.FacetKeyStatistics}}, true
	}
	if needed.Node.ID.Kind == model.KindComposite {
		return s.disturbAttributes(needed, dependent)
	}
	if needed.Node.ID.Kind != model.KindColumn || needed.Node.Part != "" {
		return render.Op{}, false
	}
	if !needed.Has(diff.FacetType) && !needed.Has(diff.FacetCollation) {
		return render.Op{}, false
	}
	if s.forgetsParts(dependent.ID) {
		return again(dependent)
	}
	old, _ := needed.Old.(model.Column)
	fresh, _ := needed.New.(model.Column)
	other := needed.Forced || old.Type.QName() != fresh.Type.QName() || old.Type.Array != fresh.Type.Array
	switch d := s.old.object(dependent.ID).(type) {
	case model.Column:
		if dependent.Part == partDefault {
			return render.Op{Node: dependent, Verb: render.Recreate, Forced: true}, other && (needed.Forced || !drawsNumbers(old, fresh))
		}
		if !d.Generated.IsZero() && dependent.ID.Owner() == needed.Node.ID.Owner() {
			// The server refuses to alter what a generated column uses.
			return again(dependent)
		}
	case model.Check:
		if !other && s.forgetsValid(dependent.ID, d) {
			return render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetNotValid}, Forced: true}, true
		}
		return render.Op{Node: dependent, Verb: render.Recreate, Forced: true}, other
	case model.Index:
		if !other && slices.ContainsFunc(d.Keys, func(k model.IndexKey) bool { return k.Statistics != 0 }) {
			// The server builds the index anew and forgets this.
			return render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetKeyStatistics}, Forced: true}, true
		}
		return render.Op{Node: dependent, Verb: render.Recreate, Forced: true}, other && (hasExpr(d.Keys) || !d.Predicate.IsZero())
	case model.Exclusion:
		if !other && slices.ContainsFunc(elementKeys(d), func(k model.IndexKey) bool { return k.Statistics != 0 }) {
			return render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetKeyStatistics}, Forced: true}, true
		}
		return render.Op{Node: dependent, Verb: render.Recreate, Forced: true}, other && (hasExprElement(d.Elements) || !d.Predicate.IsZero())
	case model.Statistics:
		if n, ok := s.new.object(dependent.ID).(model.Statistics); ok && n.Target != 0 && (!other || len(d.Exprs) == 0) {
			// The server makes them anew and forgets the target.
			return render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetStatisticsTarget}, Forced: true}, true
		}
		return render.Op{Node: dependent, Verb: render.Recreate, Forced: true}, other && len(d.Exprs) > 0
	case model.ForeignKey:
		if own := dependent.ID.Owner() == needed.Node.ID.Owner() && slices.Contains(d.Columns, old.Name); !own && !slices.Contains(d.RefColumns, old.Name) {
			return again(dependent) // it is on an index that only covers the column
		}
		return render.Op{Node: dependent, Verb: render.Recreate, Forced: true}, other && (needed.Forced || !s.staysComparable(dependent.ID, d))
	case model.Definition:
		return again(dependent)
	case model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence, model.Table, model.Key:
	}
	return render.Op{}, false
}

// forgetsValid reports whether a valid check is not so any more when the server
// makes it anew: then it comes with that of a parent, which is not valid.
func (s *session) forgetsValid(id model.ID, old model.Check) bool {
	fresh, ok := s.new.object(id).(model.Check)
	if !ok || old.NotValid || fresh.NotValid || !old.Inherited {
		return false
	}
	return slices.ContainsFunc(parents(s.old.table(id.Owner())), func(p model.QName) bool {
		above, ok := s.old.object(partID(model.KindCheck, p, old.Name)).(model.Check)
		return ok && (above.NotValid || s.forgetsValid(partID(model.KindCheck, p, old.Name), above))
	})
}

func hasExpr(keys []model.IndexKey) bool {
	return slices.ContainsFunc(keys, func(k model.IndexKey) bool { return k.Column == "" })
}

func hasExprElement(list []model.ExclusionElement) bool {
	return slices.ContainsFunc(list, func(e model.ExclusionElement) bool { return e.Column == "" })
}

// staysComparable reports whether both sides of a foreign key can be compared
// at every moment while their types change one after the other.
func (s *session) staysComparable(id model.ID, f model.ForeignKey) bool {
	for i, name := range f.Columns {
		if i >= len(f.RefColumns) {
			return false
		}
		families := map[string]bool{}
		for _, c := range []struct {
			side   *side
			table  model.QName
			column string
		}{
			{s.old, id.Owner(), name},
			{s.new, id.Owner(), name},
			{s.old, f.References, f.RefColumns[i]},
			{s.new, f.References, f.RefColumns[i]},
		} {
			column, ok := c.side.table(c.table).Column(c.column)
			if !ok {
				return false
			}
			if f.Period { // compared by the operators of the key's index
				families[column.Type.String()] = true
			} else {
				families[family(column.Type)] = true
			}
		}
		if len(families) > 1 {
			return false
		}
	}
	return true
}

// family names types that have equality operators among each other; any other
// type is a family of its own.
func family(t model.Type) string {
	if t.Builtin() && !t.Array {
		switch t.Name {
		case "smallint", "integer", "bigint":
			return "integers"
		case "text", "character varying":
			return "texts"
		}
	}
	t.Modifiers = ""
	return t.String()
}
