package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/model"
)

// finish turns the database into the schema that package catalog would read
// from it.
func (r *reader) finish() model.Schema {
	r.settleViews()
	s := r.db.symbols()
	s.Version = int(r.version)
	for _, name := range sortedKeys(r.db.namespaces) {
		ns := r.db.namespaces[name]
		if name == tempSchema || ns.owned {
			continue
		}
		s.Namespaces = append(s.Namespaces, model.Namespace{Name: name, Comment: ns.comment, Pos: ns.pos})
	}
	for _, t := range r.db.tables() {
		if t.temporary() || t.owned {
			continue
		}
		switch t.kind {
		case materialized:
			if t.opaque { // what its query means is not known
				s.Unsupported = append(s.Unsupported, model.Unsupported{ID: kind.In(t.ns.name, kind.MaterializedView, t.name), Pos: t.pos})
				continue
			}
			s.Tables = append(s.Tables, r.modelTable(t))
		case ordinary, partitioned, foreignTable:
			s.Tables = append(s.Tables, r.modelTable(t))
		case view:
			s.Definitions = append(s.Definitions, modelView(t))
		}
	}
	for _, q := range r.db.sequences() {
		if !q.owned && !q.identity && q.ns.name != tempSchema && (q.owner == nil || !q.owner.table.temporary() && !q.owner.table.owned) {
			s.Sequences = append(s.Sequences, modelSequence(q))
		}
	}
	r.finishStatistics(&s)
	r.finishOthers(&s)
	r.finishAccess(&s)
	r.finishRoles(&s)
	r.checkDirectives(&s)
	s.Sort()
	return s
}

// symbols is the part of the schema that expressions refer to: types, routines,
// operators, casts and extensions.
func (db *database) symbols() model.Schema {
	s := model.Schema{Dialect: "postgres", Casts: slices.Clone(db.casts)}
	for _, name := range sortedKeys(db.extensions) {
		x := db.extensions[name]
		e := model.Extension{Name: x.name, Schema: x.schema, Version: x.version, Comment: x.comment, Requires: x.requires, Pos: x.pos}
		if !x.stated && x.schema == publicSchema {
			e.Schema = "" // the server's choice
		}
		s.Extensions = append(s.Extensions, e)
	}
	for _, t := range db.types() {
		if !t.owned && t.ns.name != tempSchema {
			db.addType(&s, t)
		}
	}
	for _, f := range db.routines() {
		if !f.owned && f.ns.name != tempSchema {
			routine := f.Routine
			routine.Schema, routine.Name = f.ns.name, f.Name
			s.Routines = append(s.Routines, routine)
		}
	}
	for _, o := range db.operatorList() {
		if !o.owned && !o.shell && o.ns.name != tempSchema {
			operator := o.Operator
			operator.Schema = o.ns.name
			s.Operators = append(s.Operators, operator)
		}
	}
	return s
}

func (db *database) addType(s *model.Schema, t *typ) {
	switch t.kind {
	case enumType:
		s.Enums = append(s.Enums, model.Enum{Schema: t.ns.name, Name: t.name, Labels: slices.Clone(t.labels), Comment: t.comment, Pos: t.pos})
	case domainType:
		s.Domains = append(s.Domains, db.modelDomain(t))
		if t.domain.nullComment != "" {
			s.Unsupported = append(s.Unsupported, model.Unsupported{
				ID: kind.On(t.qname(), kind.Comment, t.domain.nullName), Pos: t.domain.nullPos,
			})
		}
	case compositeType:
		s.Composites = append(s.Composites, model.Composite{
			Schema: t.ns.name, Name: t.name, Attributes: slices.Clone(t.attributes), Comment: t.comment, Pos: t.pos,
		})
	case rangeType:
		s.Ranges = append(s.Ranges, modelRange(t))
	case baseType, shellType:
		d := model.Definition{ID: kind.In(t.ns.name, kind.BaseType, t.name), Comment: t.comment, Pos: t.pos}
		if t.kind == shellType {
			d.ID.Kind = kind.ShellType
		}
		t.other.define(&d)
		s.Definitions = append(s.Definitions, d)
	default:
	}
}

func (db *database) modelDomain(t *typ) model.Domain {
	d := model.Domain{
		Schema: t.ns.name, Name: t.name, Base: t.domain.base, Collation: t.domain.collation, NotNull: t.domain.notNull,
		NotNullName: t.domain.nullName, Default: t.domain.value.model(), Comment: t.comment, Pos: t.pos,
	}
	d.NotNullName, d.ImplicitName = unlessImplicit(d.NotNullName, t.domain.nullChosen, t.name, "")
	for _, k := range t.domain.checks {
		c := modelCheck(k)
		c.Inherited, c.Local = false, false
		d.Checks = append(d.Checks, c)
	}
	return d
}

func modelRange(t *typ) model.Range {
	g := model.Range{
		Schema: t.ns.name, Name: t.name, Subtype: t.rng.subtype, Opclass: t.rng.opclass, Collation: t.rng.collation,
		Canonical: t.rng.canonical, SubtypeDiff: t.rng.subtypeDiff, Comment: t.comment, Pos: t.pos,
	}
	if m := t.rng.multirange; m != nil && m.qname() != (model.QName{Schema: t.ns.name, Name: naming.Multirange(t.name)}) {
		g.Multirange = m.qname()
	}
	return g
}

func modelSequence(q *sequence) model.Sequence {
	s := model.Sequence{
		Schema: q.ns.name, Name: q.name, Options: q.options, Unlogged: q.unlogged, Comment: q.comment,
		ImplicitName: q.implicit, Pos: q.pos,
	}
	if q.owner != nil {
		s.OwnedBy = model.ColumnRef{Table: q.owner.table.qname(), Column: q.owner.name}
	}
	return s
}

func (r *reader) finishStatistics(s *model.Schema) {
	for _, schema := range sortedKeys(r.db.namespaces) {
		ns := r.db.namespaces[schema]
		for _, name := range sortedKeys(ns.statistics) {
			st := ns.statistics[name]
			if t := st.table; t.owned || t.temporary() || t.kind == view {
				continue
			}
			m := model.Statistics{
				Schema: ns.name, Name: st.name, Table: st.table.qname(), Kinds: st.kinds, Target: st.target, Comment: st.comment,
				Columns: columnNames(st.columns), ImplicitName: st.implicit, Pos: st.pos,
			}
			for _, e := range st.exprs {
				m.Exprs = append(m.Exprs, e.model())
			}
			s.Statistics = append(s.Statistics, m)
		}
	}
}

// finishOthers names what the model doesn't hold.
func (r *reader) finishOthers(s *model.Schema) {
	for _, f := range r.db.routines() {
		if f.owned || f.ns.name == tempSchema {
			continue
		}
		s.Definitions = append(s.Definitions, definitionOf(f))
	}
	for _, o := range r.db.operatorList() {
		if !o.owned && !o.shell && o.ns.name != tempSchema {
			s.Definitions = append(s.Definitions, o.definition())
		}
	}
	for _, id := range r.db.otherIDs() {
		o := r.db.others[id]
		switch {
		case o.owned || id.Schema == tempSchema:
		case o.define != nil:
			d := model.Definition{ID: id, Comment: o.comment, Pos: o.pos}
			o.define(&d)
			s.Definitions = append(s.Definitions, d)
		default:
			s.Unsupported = append(s.Unsupported, model.Unsupported{ID: id, Pos: o.pos})
		}
	}
}

// unlessImplicit returns the name of a not-null constraint as the model has it,
// and whether the server's choice of the moment (chosen, without its number) is
// still what it would choose.
func unlessImplicit(name, chosen, owner, of string) (_ string, implicit bool) {
	plain := naming.Join(owner, of, "not_null")
	if name == plain {
		return "", false
	}
	return name, name != "" && chosen == plain
}

func columnNames(columns []*column) []string {
	if len(columns) == 0 {
		return nil
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}
