package plan

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Planner writes the plans of PostgreSQL: it implements [render.Dialect].
type Planner struct{}

var _ render.Dialect = Planner{}

// Begin implements [render.Dialect].
func (Planner) Begin(task render.Task) (render.Session, error) {
	v := version.Number(task.Version)
	if err := version.Check(v); err != nil {
		return nil, err
	}
	s := &session{
		task: task, version: v, online: !task.Options.Offline,
		old: newSide(task.Old), new: newSide(task.New), recursive: map[model.ID]bool{}, lateKeys: map[model.ID]bool{}, reboundTables: map[model.QName][]model.ID{},
		rebuilt: map[model.QName]bool{}, copies: map[model.QName]bool{}, refused: map[model.QName][]render.Node{}, replacedTypes: map[model.QName]bool{}, retyped: map[model.QName][]string{}, aside: map[model.QName]string{}, callers: map[model.ID][]render.Node{},
	}
	return s, nil
}

// Empty implements [render.Dialect].
func (Planner) Empty(v int) model.Schema {
	return model.Schema{Dialect: "postgres", Version: v, Namespaces: []model.Namespace{{Name: public}}}
}

// session is the work on one plan.
type session struct {
	task     render.Task
	version  version.Number
	online   bool
	old, new *side
	// recursive remembers which partitioned indexes are made by one statement.
	recursive map[model.ID]bool
	// lateKeys remembers which keys are added when the partitions are attached.
	lateKeys map[model.ID]bool
	// reboundTables lists the partitions of each table whose bounds change.
	reboundTables map[model.QName][]model.ID
	// impossible says why there is no plan.
	impossible error
	// rebuilt are the tables that are made anew; refused says what keeps them
	// from it.
	rebuilt map[model.QName]bool
	refused map[model.QName][]render.Node
	// copies remembers which partitions PARTITION OF makes as they shall be.
	copies map[model.QName]bool
	// replacedTypes are the types that are made anew.
	replacedTypes map[model.QName]bool
	// retyped are the columns of a table that stay with other values, once asked.
	retyped map[model.QName][]string
	// aside holds the names of old objects for the time of the migration.
	aside map[model.QName]string
	// callers are the nodes that call a routine which is dropped by a name that
	// stays another's.
	callers map[model.ID][]render.Node
	// original leads from a new name to the one before the renames.
	original map[model.ID]model.ID
	// renamed are the renames that were written so far.
	renamed []diff.Rename
}

var _ render.Session = (*session)(nil)

// side finds the objects of one schema by name.
type side struct {
	schema model.Schema
	tables map[model.QName]*model.Table
	// others holds all objects that are no tables and no parts of tables.
	others map[model.ID]model.Object
	// types holds what a type's name stands for: an enum, a domain, a composite
	// or range type, or a table's row type.
	types map[model.QName]model.ID
	// definitions holds the definitions of a name: all functions that share it,
	// say.
	definitions map[model.QName][]model.ID
	// about lists what is said about an object; defaults are the default
	// privileges.
	about    map[model.ID][]model.ID
	defaults []model.Definition
	// identities holds the columns whose identity a sequence is, tableOf the tables
	// that sequences belong to, sequencesOf the other way round.
	identities  map[model.QName]model.ID
	tableOf     map[model.QName]model.QName
	sequencesOf map[model.QName][]model.ID
	// typeFunctions leads from the functions of base and range types to these, and
	// defaultClasses from an access method and a type to the user's operator class.
	typeFunctions  map[model.ID]model.QName
	defaultClasses map[defaultClass][]render.Node
	// casts holds the user's casts by the first word of the type that they are to.
	casts map[string][]model.Definition
	// indexes holds the ID of every index by its name, also of those that belong
	// to a constraint.
	indexes map[model.QName]model.ID
	// constraints holds whose the constraints of a name are; see constraintsNamed.
	constraints map[model.QName][]model.ID
	// children holds the partitions and the inheriting tables, in canonical
	// order.
	children map[model.QName][]model.QName
	// rows holds the columns whose values contain rows of a table, once asked.
	rows map[model.QName][]model.ID
	// referring holds the foreign keys that refer to a table.
	referring map[model.QName][]reference
	// catalog resolves types and expressions, when first asked.
	catalog *expr.Catalog
}

// reference is a foreign key with its table.
type reference struct {
	table model.QName
	key   *model.ForeignKey
}

func newSide(s model.Schema) *side {
	d := &side{
		schema: s, tables: make(map[model.QName]*model.Table, len(s.Tables)), others: map[model.ID]model.Object{},
		types: make(map[model.QName]model.ID, len(s.Tables)), indexes: make(map[model.QName]model.ID, 3*len(s.Tables)),
		casts: map[string][]model.Definition{}, typeFunctions: map[model.ID]model.QName{}, defaultClasses: map[defaultClass][]render.Node{},
		children: map[model.QName][]model.QName{}, referring: map[model.QName][]reference{},
		about: map[model.ID][]model.ID{}, identities: map[model.QName]model.ID{}, tableOf: map[model.QName]model.QName{}, sequencesOf: map[model.QName][]model.ID{},
	}
	for _, q := range s.Sequences {
		if !q.OwnedBy.IsZero() {
			name := model.QName{Schema: q.Schema, Name: q.Name}
			d.tableOf[name] = q.OwnedBy.Table
			d.sequencesOf[q.OwnedBy.Table] = append(d.sequencesOf[q.OwnedBy.Table], model.ID{Kind: model.KindSequence, Schema: q.Schema, Name: q.Name})
		}
	}
	for i := range s.Tables {
		d.addTable(&s.Tables[i])
	}
	s.Tables = nil
	for _, e := range s.Entries() {
		d.others[e.ID] = e.Object
		switch e.ID.Kind {
		case model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange:
			d.types[e.ID.QName()] = e.ID
		default: // no type
		}
	}
	d.definitions = make(map[model.QName][]model.ID, len(s.Definitions))
	for _, o := range s.Definitions {
		if of, _, ok := o.ID.About(); ok {
			d.about[of] = append(d.about[of], o.ID)
		}
		if o.ID.Kind == model.KindDefaultPrivileges {
			d.defaults = append(d.defaults, o)
		}
		d.addDefinition(o)
	}
	for _, r := range s.Ranges {
		if m := multirange(r); !m.IsZero() {
			d.types[m] = model.ID{Kind: model.KindRange, Schema: r.Schema, Name: r.Name}
		}
		if f, own := d.ownCanonical(r); own {
			d.typeFunctions[f] = model.QName{Schema: r.Schema, Name: r.Name}
		}
	}
	return d
}

// defaultClass is what an index takes an operator class for by itself.
type defaultClass struct {
	method string
	typ    model.Type
}

func (d *side) addDefinition(o model.Definition) {
	if o.ID.Parent != "" || o.ID.Concern() != model.NoConcern {
		return
	}
	q := model.QName{Schema: o.ID.Schema, Name: o.PlainName()}
	switch o.ID.Kind {
	case kind.OperatorClass, kind.OperatorFamily:
		var method string
		q.Name, method = kind.SplitMethod(o.ID.Name)
		if o.Has(property.Default) {
			key := defaultClass{method, o.Get(property.ForType).Type}
			d.defaultClasses[key] = append(d.defaultClasses[key], node(o.ID))
		}
	case kind.Cast:
		if len(o.Signature) == 2 {
			word, _, _ := strings.Cut(o.Signature[1].Name, " ")
			d.casts[word] = append(d.casts[word], o)
		}
	case kind.View:
		d.types[o.ID.QName()] = o.ID // of its rows
	case kind.BaseType, kind.ShellType:
		d.types[o.ID.QName()] = o.ID
		for _, clause := range typeClauses() {
			if ref := o.Get(clause.name).Ref; !ref.IsZero() {
				d.typeFunctions[ref] = o.ID.QName()
			}
		}
	default:
	}
	d.definitions[q] = append(d.definitions[q], o.ID)
}

func (d *side) addTable(t *model.Table) {
	q := t.QName()
	d.tables[q] = t
	d.types[q] = tableID(q)
	for _, parent := range parents(*t) {
		d.children[parent] = append(d.children[parent], q)
	}
	for i := range t.Columns {
		if sequence := t.Columns[i].Identity.Sequence; !sequence.IsZero() {
			d.identities[sequence] = columnID(q, t.Columns[i].Name)
			d.tableOf[sequence] = q
		}
	}
	for i := range t.ForeignKeys {
		f := &t.ForeignKeys[i]
		d.referring[f.References] = append(d.referring[f.References], reference{q, f})
	}
	index := func(kind model.Kind, name string) {
		d.indexes[model.QName{Schema: q.Schema, Name: name}] = partID(kind, q, name)
	}
	for i := range t.Keys {
		index(t.Keys[i].Kind(), t.Keys[i].Name)
	}
	for i := range t.Exclusions {
		index(model.KindExclusion, t.Exclusions[i].Name)
	}
	for i := range t.Indexes {
		index(model.KindIndex, t.Indexes[i].Name)
	}
}

// object returns what an ID stands for, nil if nothing.
func (d *side) object(id model.ID) model.Object {
	if id.Kind == model.KindTable {
		if t, ok := d.tables[id.QName()]; ok {
			return *t
		}
		return nil
	}
	if o, ok := d.others[id]; ok {
		return o
	}
	t, ok := d.tables[id.Owner()]
	if !ok || id.Parent == "" {
		return nil
	}
	return t.Part(id)
}

// Object implements [render.Session].
func (s *session) Object(side diff.Side, id model.ID) model.Object {
	if side == diff.OldSide {
		return s.old.object(id)
	}
	return s.new.object(id)
}

// parents lists what a table inherits from: its partitioned table, or the
// parents of plain inheritance.
func parents(t model.Table) []model.QName {
	if !t.PartitionOf.IsZero() {
		return []model.QName{t.PartitionOf}
	}
	return t.Inherits
}

// table returns a table, the zero table if there is none.
func (d *side) table(q model.QName) model.Table {
	if t, ok := d.tables[q]; ok {
		return *t
	}
	return model.Table{}
}

func (d *side) has(id model.ID) bool { return d.object(id) != nil }

// descendants lists all that directly or indirectly inherits from a table.
func (d *side) descendants(q model.QName) []model.QName {
	var list []model.QName
	for _, c := range d.children[q] {
		list = append(list, c)
		list = append(list, d.descendants(c)...)
	}
	return list
}

// parentColumn returns the first parent's column that a column comes from.
func (d *side) parentColumn(t model.Table, name string) (model.ID, model.Column, bool) {
	for _, p := range parents(t) {
		if c, ok := d.table(p).Column(name); ok {
			return columnID(p, name), c, true
		}
	}
	return model.ID{}, model.Column{}, false
}

func tableID(q model.QName) model.ID {
	return model.ID{Kind: model.KindTable, Schema: q.Schema, Name: q.Name}
}

func columnID(table model.QName, name string) model.ID {
	return partID(model.KindColumn, table, name)
}

func partID(kind model.Kind, table model.QName, name string) model.ID {
	return model.ID{Kind: kind, Schema: table.Schema, Parent: table.Name, Name: name}
}

// node is the node of an object itself.
func node(id model.ID) render.Node { return render.Node{ID: id} }

// needs fails if the server is too old for something that the new side asks
// for.
func (s *session) needs(have bool, major int, what string) error {
	if have {
		return nil
	}
	return fmt.Errorf("%s needs PostgreSQL %d, the plan is for %s", what, major, s.version)
}
