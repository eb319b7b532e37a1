package plan

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// How readily a step is taken out of the statement that could bring it about,
// where that would make a cycle.
const (
	cutColumnDrop = 2
	cutDefault    = 4
	cutCheck      = 6
	cutForeignKey = 9
)

// tableForm is how a new table is written.
type tableForm int

const (
	// formPlain lists all columns.
	formPlain tableForm = iota
	// formTyped is CREATE TABLE … OF a composite type.
	formTyped
	// formInherits lists the columns of its own and names the parents.
	formInherits
	// formPartition is CREATE TABLE … PARTITION OF: columns and keys come from
	// the partitioned table.
	formPartition
)

// form chooses how a new table is written.
func (s *session) form(t model.Table) tableForm {
	switch {
	case !t.OfType.IsZero():
		return formTyped
	case len(t.Inherits) > 0:
		return formInherits
	case !t.PartitionOf.IsZero() && s.copiesParent(t):
		return formPartition
	}
	return formPlain
}

// copiesParent reports whether PARTITION OF makes a new partition exactly as
// it shall be, the names of its keys included. Partitions of a table that is
// there already are attached instead, which needs a weaker lock on it.
func (s *session) copiesParent(t model.Table) bool {
	copies, known := s.copies[t.QName()]
	if !known {
		copies = s.becomesCopy(t)
		s.copies[t.QName()] = copies
	}
	return copies
}

func (s *session) becomesCopy(t model.Table) bool {
	parent, ok := s.new.tables[t.PartitionOf]
	if !ok || !s.isNewTable(t.PartitionOf) || len(parent.Columns) != len(t.Columns) {
		return false
	}
	for i, c := range t.Columns {
		if !s.sameColumn(parent.Columns[i], c) || !s.sameNotNull(parent.Columns[i], c) {
			return false
		}
	}
	for _, e := range parent.Parts() {
		if t.Foreign() || !s.new.isIndex(e.ID) || !s.attachedBefore(e.ID) {
			continue
		}
		if child, ok := s.new.attached(t, e.ID.QName()); !ok || child.ID.Name != s.predictName(t, e) && !s.madeAtAttach(child.ID) {
			return false
		}
	}
	return true
}

// sameNotNull reports whether a partition's NOT NULL is what PARTITION OF makes
// of the partitioned table's.
func (s *session) sameNotNull(p, c model.Column) bool {
	return c.NotNullConstraint == model.NotNull{
		Inherited: p.NotNull && s.version.HasNotNullConstraints(), NotValid: p.NotNullConstraint.NotValid,
	}
}

// isIndex reports whether the object is an index or a constraint that has one.
func (d *side) isIndex(id model.ID) bool {
	return d.indexes[id.QName()] == id
}

// attached returns the index of a table that is attached to a partitioned
// index.
func (d *side) attached(t model.Table, parent model.QName) (model.Entry, bool) {
	at := func(kind model.Kind, name string, o model.Object) (model.Entry, bool) {
		return model.Entry{ID: partID(kind, t.QName(), name), Object: o}, true
	}
	for _, k := range t.Keys {
		if k.Parent == parent {
			return at(k.Kind(), k.Name, k)
		}
	}
	for _, e := range t.Exclusions {
		if e.Parent == parent {
			return at(model.KindExclusion, e.Name, e)
		}
	}
	for _, x := range t.Indexes {
		if x.Parent == parent {
			return at(model.KindIndex, x.Name, x)
		}
	}
	return model.Entry{}, false
}

// predictName returns the name that the server chooses for a partition's copy
// of an index (ChooseIndexName), if it is free.
func (s *session) predictName(t model.Table, parent model.Entry) string {
	switch o := parent.Object.(type) {
	case model.Key:
		if o.Primary {
			return naming.Join(t.Name, "", "pkey")
		}
		if o.WithoutOverlaps {
			return naming.Join(t.Name, nameAddition(slices.Concat(o.Columns, o.Include)), "excl")
		}
		return naming.Join(t.Name, nameAddition(slices.Concat(o.Columns, o.Include)), "key")
	case model.Exclusion:
		names := make([]string, len(o.Elements))
		for i, e := range o.Elements {
			names[i] = e.Column
		}
		return naming.Join(t.Name, nameAddition(slices.Concat(uniqueNames(names), o.Include)), "excl")
	case model.Index:
		return naming.Join(t.Name, nameAddition(slices.Concat(uniqueNames(keyColumns(o.Keys)), o.Include)), "idx")
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return ""
}

// uniqueNames is ChooseIndexColumnNames: an expression is called expr, and a
// number makes names unique.
func uniqueNames(columns []string) []string {
	var names []string
	for _, c := range columns {
		if c == "" {
			c = "expr"
		}
		name := c
		for i := 1; slices.Contains(names, name); i++ {
			number := strconv.Itoa(i)
			name = c
			for len(name)+len(number) > naming.MaxBytes {
				_, size := utf8.DecodeLastRuneInString(name)
				name = name[:len(name)-size]
			}
			name += number
		}
		names = append(names, name)
	}
	return names
}

// nameAddition is ChooseIndexNameAddition: the names with underscores, up to
// the length of a name.
func nameAddition(names []string) string {
	var b strings.Builder
	for i, n := range names {
		if i > 0 {
			b.WriteByte('_')
		}
		b.WriteString(n)
		if b.Len() >= naming.MaxBytes+1 {
			break
		}
	}
	return b.String()
}

// createTable writes CREATE TABLE; columns and constraints write themselves
// into it.
func (s *session) createTable(op render.Op, t model.Table) ([]render.Step, error) {
	if t.Materialized() {
		return s.createMaterialized(t)
	}
	name := t.QName()
	w := write("CREATE ")
	if t.Unlogged {
		w.Key("UNLOGGED ")
	}
	w.Key(tableNoun(t)).Name(name)
	step := creation(render.Text{Slot: render.Slot{Open: " (\n    ", Sep: ",\n    ", Close: "\n)"}})
	form := s.form(t)
	switch form {
	case formTyped:
		w.Key(" OF ").Name(t.OfType)
	case formPartition:
		w.Key(" PARTITION OF ").Name(t.PartitionOf)
	case formPlain, formInherits:
		step.Text.Slot.Empty = " ()"
	}
	step.Text.Head = w.String()
	tail, err := s.tableTail(t, form)
	if err != nil {
		return nil, err
	}
	step.Text.Tail = tail
	step.Takes = []render.Name{relation(name), typeName(name)}
	step.Then = s.tableExtras(t)
	foreignSecrets(&step, t.ForeignOptions)
	return []render.Step{step}, nil
}

// tableTail writes what follows the list of columns.
func (s *session) tableTail(t model.Table, form tableForm) (string, error) {
	w := write("")
	switch form {
	case formInherits:
		w.Key("\nINHERITS (")
		for i, p := range s.createdBelow(t) {
			if i > 0 {
				w.Key(", ")
			}
			w.Name(p)
		}
		w.Key(")")
	case formPartition:
		w.Key("\n    ").bound(t.Bound)
	case formPlain, formTyped:
	}
	if !t.Partitioning.IsZero() {
		w.Key("\nPARTITION BY ").partitioning(t.Partitioning)
	}
	if t.Foreign() {
		w.foreignTail(t)
	}
	if t.AccessMethod != "" {
		w.Key("\nUSING ").Ident(t.AccessMethod)
	}
	if len(t.Options) > 0 {
		w.Key("\nWITH ").options(t.Options)
	}
	if t.Tablespace != "" {
		w.Key("\nTABLESPACE ").Ident(t.Tablespace)
	}
	return w.String(), nil
}

// partitioning writes what stands behind PARTITION BY.
func (w writer) partitioning(p model.Partitioning) {
	switch p.Strategy {
	case model.PartitionByRange:
		w.Key("RANGE (")
	case model.PartitionByList:
		w.Key("LIST (")
	case model.PartitionByHash:
		w.Key("HASH (")
	}
	for i, k := range p.Keys {
		if i > 0 {
			w.Key(", ")
		}
		if k.Column != "" {
			w.Ident(k.Column)
		} else {
			w.parenthesised(k.Expr)
		}
		if !k.Collation.IsZero() {
			w.Key(" COLLATE ").Name(k.Collation)
		}
		if !k.Opclass.IsZero() {
			w.Key(" ").Name(k.Opclass)
		}
	}
	w.Key(")")
}

// bound writes a partition's FOR VALUES clause or DEFAULT.
func (w writer) bound(b model.PartitionBound) writer {
	switch {
	case b.Default:
		return w.Key("DEFAULT")
	case b.Modulus != 0:
		w.Key("FOR VALUES WITH (MODULUS ").Int(int64(b.Modulus)).Key(", REMAINDER ").Int(int64(b.Remainder))
		return w.Key(")")
	case b.In != nil:
		w.Key("FOR VALUES IN (")
		for i, e := range b.In {
			if i > 0 {
				w.Key(", ")
			}
			w.Expr(e)
		}
		return w.Key(")")
	}
	w.Key("FOR VALUES FROM ").boundValues(b.From)
	w.Key(" TO ").boundValues(b.To)
	return w
}

func (w writer) boundValues(list []model.BoundValue) {
	w.Key("(")
	for i, v := range list {
		if i > 0 {
			w.Key(", ")
		}
		switch v.Infinite {
		case "minvalue":
			w.Key("MINVALUE")
		case "maxvalue":
			w.Key("MAXVALUE")
		default:
			w.Expr(v.Expr)
		}
	}
	w.Key(")")
}

// tableExtras lists the statements about a new table for which CREATE TABLE
// has no words.
func (s *session) tableExtras(t model.Table) []string {
	var then []string
	alter := s.altering(t.QName())
	if t.RowSecurity {
		then = append(then, alter+" ENABLE ROW LEVEL SECURITY")
	}
	if t.ForceRowSecurity {
		then = append(then, alter+" FORCE ROW LEVEL SECURITY")
	}
	if t.Comment != "" {
		then = append(then, commentOnTable(t))
	}
	return then
}

func commentOnTable(t model.Table) string {
	return write("COMMENT ON ").Key(tableNoun(t)).Name(t.QName()).isComment(t.Comment)
}

// inherit makes a table a child of its parents.
func (s *session) inherit(op render.Op) ([]render.Step, error) {
	t, _ := op.New.(model.Table)
	name := t.QName()
	if s.isNewTable(name) {
		step := creation(render.Text{})
		step.Phase = render.PhaseAttach
		step.Hosts = []render.Host{{Step: createStep(node(op.Node.ID))}}
		return append([]render.Step{step}, s.inheritFrom(t, s.createdBelow(t))...), nil
	}
	var before []model.QName
	if o, ok := op.Old.(model.Table); ok && op.Verb == render.Alter {
		before = o.Inherits
	}
	return s.inheritFrom(t, before), nil
}

// inheritFrom makes a table a child of those parents that are not in a list.
func (s *session) inheritFrom(t model.Table, before []model.QName) []render.Step {
	name := t.QName()
	var steps []render.Step
	for _, p := range t.Inherits {
		if slices.Contains(before, p) {
			continue
		}
		step := creation(write("INHERIT ").Name(p).text())
		step.Phase, step.Target = render.PhaseAttach, s.altering(name)
		step.Locks = append(s.locks(lockAccessExclusive, name), s.locks(lockShareUpdateExclusive, p)...)
		steps = append(steps, step)
	}
	return steps
}

// replicaIdentity sets a table's replica identity.
func (s *session) replicaIdentity(op render.Op) ([]render.Step, error) {
	t, _ := op.New.(model.Table)
	w := write("REPLICA IDENTITY ")
	switch t.ReplicaIdentity.Mode {
	case model.ReplicaDefault:
		w.Key("DEFAULT")
	case model.ReplicaFull:
		w.Key("FULL")
	case model.ReplicaNothing:
		w.Key("NOTHING")
	case model.ReplicaIndex:
		w.Key("USING INDEX ").Ident(t.ReplicaIdentity.Index)
	}
	step := creation(w.text())
	step.Target = s.altering(t.QName())
	step.Locks = s.locks(lockAccessExclusive, t.QName())
	return []render.Step{step}, nil
}

// setLogged makes an unlogged table a logged one.
func (s *session) setLogged(op render.Op) ([]render.Step, error) {
	t, _ := op.New.(model.Table)
	name := t.QName()
	if s.isNewTable(name) {
		return nil, nil
	}
	step := creation(render.Text{Head: "SET LOGGED"})
	step.Target = s.altering(name)
	s.rewrite(&step, name, "SET LOGGED writes the whole table to the write-ahead log.")
	return []render.Step{step}, nil
}
