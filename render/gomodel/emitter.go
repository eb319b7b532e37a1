package gomodel

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/model"
)

// emitter decides what becomes which struct.
type emitter struct {
	opts    Options
	dialect Dialect
	form    gostruct.Form
	schema  model.Schema

	names   nameSet // of the package
	structs []*structure
	byTable map[model.QName]*structure
	enums   map[model.QName]*enumeration
	inline  []*enumeration // of columns
	domains map[model.QName]model.Domain
	serials map[model.ColumnRef]model.Sequence

	apart         map[model.QName]bool // tables that stand in the script whole
	unsaid        []model.QName        // tables with keys that no tag leads to
	constraints   map[model.QName]int  // how many there are of a name
	heldTables    map[model.QName]bool
	heldSequences map[model.QName]bool
	tables        map[model.QName]*model.Table
}

// enumeration is a type of strings.
type enumeration struct {
	model.Enum
	name string
	used bool
}

// structure is a struct with all that is written of it.
type structure struct {
	name    string
	table   *model.Table
	doc     []string
	all     bool // what documents the struct and its fields is their comment
	markers []marker
	fields  []*field
	names   nameSet
	notes   []string
	more    []*field // relations
}

// marker is a blank field of a type of package schema.
type marker struct {
	kind string
	tag  items
}

// field is a column.
type field struct {
	name   string
	column string
	typ    GoType
	// pointer: the type is a pointer. generic: it is in sql.Null.
	pointer, generic bool
	doc              []string
	// What the tag says: of the primary key, of the column, of other parts.
	first, tag, last items
	ignored          bool // it is no column of the table itself
	also             map[string]string
}

func newEmitter(schema model.Schema, opts Options, apart map[model.QName]bool) *emitter {
	opts.Package = cmp.Or(opts.Package, "models")
	opts.SQLName = cmp.Or(opts.SQLName, "schema.sql")
	e := &emitter{
		opts: opts, dialect: opts.Dialect, form: opts.Dialect.Form(), schema: schema, apart: apart, names: nameSet{}, byTable: map[model.QName]*structure{},
		enums: map[model.QName]*enumeration{}, domains: map[model.QName]model.Domain{}, serials: map[model.ColumnRef]model.Sequence{},
		heldTables: map[model.QName]bool{}, heldSequences: map[model.QName]bool{}, tables: map[model.QName]*model.Table{}, constraints: map[model.QName]int{},
	}
	for i := range schema.Tables {
		e.tables[schema.Tables[i].QName()] = &schema.Tables[i]
		for _, part := range schema.Tables[i].Parts() {
			switch part.ID.Kind {
			case model.KindCheck, model.KindForeignKey, model.KindPrimaryKey, model.KindUnique, model.KindExclusion:
				e.constraints[e.place(part.ID)]++
			default:
			}
		}
	}
	for _, d := range schema.Domains {
		e.domains[model.QName{Schema: d.Schema, Name: d.Name}] = d
	}
	for _, q := range schema.Sequences {
		if !q.OwnedBy.IsZero() {
			e.serials[q.OwnedBy] = q
		}
	}
	return e
}

// place is where a constraint has a name of its own: its schema, or its table.
func (e *emitter) place(id model.ID) model.QName {
	if rules, ok := e.opts.Rules.(diff.TableRules); ok && rules.OwnIndexNames() {
		return model.QName{Schema: id.Parent, Name: id.Name}
	}
	return id.QName()
}

// emit makes the structs.
func (e *emitter) emit() {
	var roots []*model.Table
	for i := range e.schema.Tables {
		if t := &e.schema.Tables[i]; isStruct(t) && !e.apart[t.QName()] {
			roots = append(roots, t)
		}
	}
	// Names without a schema go to the tables of the default one.
	slices.SortStableFunc(roots, func(a, b *model.Table) int {
		return cmp.Or(cmp.Compare(e.rank(a.Schema), e.rank(b.Schema)), a.QName().Compare(b.QName()))
	})
	for _, t := range roots {
		s := &structure{table: t, name: e.structName(t), names: e.reservedFields()}
		e.structs, e.byTable[t.QName()] = append(e.structs, s), s
		e.heldTables[t.QName()] = true
	}
	for i := range e.schema.Enums {
		e.enumeration(&e.schema.Enums[i])
	}
	for _, s := range e.structs {
		e.use(s.table)
	}
	for _, s := range e.structs {
		e.describe(s)
		e.columns(s)
		e.parts(s)
	}
	for _, s := range e.structs {
		e.relations(s)
	}
	e.otherTags()
}

// use notes which enums the columns of a table declare.
func (e *emitter) use(t *model.Table) {
	for _, c := range t.Columns {
		if o := e.enums[c.Type.QName()]; o != nil && o.name != "" && (!c.Inherited || c.Local) {
			o.used = true
		}
	}
}

func (e *emitter) rank(schema string) int {
	if schema == e.dialect.DefaultSchema() {
		return 0
	}
	return 1
}

// isStruct says whether a table can be a struct. A partition stands in that of
// the table that it is of.
func isStruct(t *model.Table) bool {
	return !t.Materialized() && !t.Foreign() && t.OfType.IsZero() && t.PartitionOf.IsZero()
}

// tableAt finds the struct that stands at a line of the file.
func (e *emitter) tableAt(text string, line int) []model.QName {
	lines := strings.Split(text, "\n")
	for at := min(line, len(lines)) - 1; at >= 0; at-- {
		after, ok := strings.CutPrefix(lines[at], "type ")
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(after, " ")
		for _, s := range e.structs {
			if s.name == name {
				return []model.QName{s.table.QName()}
			}
		}
		return nil
	}
	return nil
}

// heldSchema is the part of the schema of which the structs hold at least
// something.
func (e *emitter) heldSchema() model.Schema {
	held := e.schema
	schemas := map[string]bool{e.dialect.DefaultSchema(): true}
	held.Tables = slices.DeleteFunc(slices.Clone(held.Tables), func(t model.Table) bool { return !e.heldTables[t.QName()] })
	for i := range held.Tables {
		schemas[held.Tables[i].Schema] = true
	}
	held.Enums = slices.DeleteFunc(slices.Clone(held.Enums), func(o model.Enum) bool {
		return !e.enums[model.QName{Schema: o.Schema, Name: o.Name}].used
	})
	for _, o := range held.Enums {
		schemas[o.Schema] = true
	}
	held.Sequences = slices.DeleteFunc(slices.Clone(held.Sequences), func(o model.Sequence) bool {
		return !e.heldSequences[model.QName{Schema: o.Schema, Name: o.Name}]
	})
	held.Namespaces = slices.DeleteFunc(slices.Clone(held.Namespaces), func(o model.Namespace) bool { return !schemas[o.Name] })
	held.Extensions, held.Domains, held.Composites, held.Ranges, held.Statistics, held.Definitions = nil, nil, nil, nil, nil, nil
	return held
}
