package expr

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	pgkind "github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// builder collects what a schema declares and its extensions add.
type builder struct {
	catalog *Catalog
	objects facts.Objects
	types   map[facts.Name]*facts.Type
	renamed Renamed
}

func (b *builder) build(s *model.Schema) error {
	if err := b.extensions(s.Extensions); err != nil {
		return err
	}
	b.names(s)
	b.declareTypes(s)
	b.completeTypes(s)
	for name, aliases := range b.renamed {
		if t := b.types[nameOf(name)]; t != nil {
			t.Aliases = aliases
		}
	}
	outs := b.outputs(s)
	for _, r := range s.Routines {
		b.routine(r, outs)
	}
	for _, o := range s.Operators {
		b.operator(o)
	}
	for _, x := range s.Casts {
		b.cast(x)
	}
	b.catalog.user = facts.NewIndex(b.objects)
	return nil
}

// extensions adds the objects of the extensions, each after those it needs.
func (b *builder) extensions(list []model.Extension) error {
	schemas := make(map[string]string, len(list))
	for _, x := range list {
		schemas[x.Name] = x.Schema
	}
	schemaOf := func(name string) string {
		if s := schemas[name]; s != "" {
			return s
		}
		return defaultSchema
	}
	done := map[string]bool{}
	var add func(name string) error
	add = func(name string) error {
		if done[name] {
			return nil
		}
		done[name] = true
		needs, err := b.catalog.base.Requires(name)
		if err != nil {
			return err
		}
		for _, needed := range needs {
			if err := add(needed); err != nil {
				return err
			}
		}
		x, err := b.catalog.base.Extension(name, schemaOf(name), schemaOf,
			func(schema, name string) *facts.Type { return b.types[facts.Name{Schema: schema, Name: name}] })
		if err != nil || x == nil {
			return err
		}
		b.add(x.Objects)
		return nil
	}
	for _, x := range list {
		if err := add(x.Name); err != nil {
			return err
		}
	}
	return nil
}

// defaultSchema is where CREATE EXTENSION puts its objects by itself.
const defaultSchema = "public"

func (b *builder) add(o facts.Objects) {
	for _, t := range o.Types {
		b.types[facts.Name{Schema: t.Schema, Name: t.Name}] = t
	}
	b.objects.Types = append(b.objects.Types, o.Types...)
	b.objects.Casts = append(b.objects.Casts, o.Casts...)
	b.objects.Operators = append(b.objects.Operators, o.Operators...)
	b.objects.Procs = append(b.objects.Procs, o.Procs...)
	b.objects.Opclasses = append(b.objects.Opclasses, o.Opclasses...)
	b.objects.Methods = append(b.objects.Methods, o.Methods...)
	b.objects.Collations = append(b.objects.Collations, o.Collations...)
	b.objects.Configs = append(b.objects.Configs, o.Configs...)
	b.objects.Dicts = append(b.objects.Dicts, o.Dicts...)
	for _, r := range o.Relations {
		b.catalog.relations[facts.Name{Schema: r.Schema, Name: r.Name}] = true
	}
}

// names collects the names of relations and schemas, for constants that name
// them.
func (b *builder) names(s *model.Schema) {
	c := b.catalog
	for _, n := range s.Namespaces {
		c.schemas[n.Name] = true
	}
	for _, t := range s.Tables {
		c.relations[facts.Name{Schema: t.Schema, Name: t.Name}] = true
		for _, i := range t.Indexes {
			c.relations[facts.Name{Schema: t.Schema, Name: i.Name}] = true
		}
		for _, k := range t.Keys {
			c.relations[facts.Name{Schema: t.Schema, Name: k.Name}] = true
		}
		for _, col := range t.Columns {
			if !col.Identity.Sequence.IsZero() {
				c.relations[nameOf(col.Identity.Sequence)] = true
				c.sequences[nameOf(col.Identity.Sequence)] = true
			}
		}
	}
	for _, q := range s.Sequences {
		c.relations[facts.Name{Schema: q.Schema, Name: q.Name}] = true
		c.sequences[facts.Name{Schema: q.Schema, Name: q.Name}] = true
	}
	for i := range s.Definitions {
		if d := &s.Definitions[i]; d.ID.Kind == pgkind.View {
			c.relations[nameOf(d.ID.QName())] = true
		}
	}
	for _, u := range s.Unsupported {
		switch string(u.ID.Kind) {
		case "view", "materialized view", "foreign table":
			c.relations[nameOf(u.ID.QName())] = true
		}
	}
}

func nameOf(q model.QName) facts.Name { return facts.Name{Schema: q.Schema, Name: q.Name} }

// declareTypes makes all types, so that they can refer to each other.
func (b *builder) declareTypes(s *model.Schema) {
	for _, e := range s.Enums {
		t := b.declare(facts.Type{Schema: e.Schema, Name: e.Name, Kind: facts.Enum, Category: facts.CategoryEnum})
		t.Labels = e.Labels
	}
	for _, d := range s.Domains {
		b.declare(facts.Type{Schema: d.Schema, Name: d.Name, Kind: facts.Domain, Category: facts.CategoryUser})
	}
	for _, t := range s.Composites {
		b.declare(facts.Type{Schema: t.Schema, Name: t.Name, Kind: facts.Composite, Category: facts.CategoryComposit})
	}
	for _, r := range s.Ranges {
		t := b.declare(facts.Type{Schema: r.Schema, Name: r.Name, Kind: facts.Range, Category: facts.CategoryRange})
		if b.catalog.major < 14 {
			continue
		}
		name := r.Multirange
		if name.IsZero() {
			name = model.QName{Schema: r.Schema, Name: multirangeName(r.Name)}
		}
		t.Multi = b.declare(facts.Type{Schema: name.Schema, Name: name.Name, Kind: facts.Multirange, Category: facts.CategoryRange})
	}
	for _, d := range s.Definitions {
		if d.ID.Kind == pgkind.BaseType {
			b.baseType(d)
		}
	}
	for i := range s.Tables {
		t := b.declare(facts.Type{
			Schema: s.Tables[i].Schema, Name: s.Tables[i].Name,
			Kind: facts.Composite, Category: facts.CategoryComposit,
		})
		b.catalog.tables[t] = &s.Tables[i]
	}
	for i := range s.Definitions {
		d := &s.Definitions[i]
		if d.ID.Kind != pgkind.View {
			continue
		}
		t := b.declare(facts.Type{Schema: d.ID.Schema, Name: d.ID.Name, Kind: facts.Composite, Category: facts.CategoryComposit})
		b.catalog.views[t] = &viewRow{definition: d}
	}
}

// baseType declares a user's base type.
func (b *builder) baseType(d model.Definition) {
	t := facts.Type{
		Schema: d.ID.Schema, Name: d.ID.Name, Kind: facts.Base, Category: facts.CategoryUser,
		Preferred: d.Has(property.Preferred), Collatable: d.Has(property.Collatable), Modifiable: d.Has(property.TypmodIn),
	}
	if category := d.Get(property.Category).Text; category != "" {
		t.Category = category[0]
	}
	declared := b.declare(t)
	declared.Array.Collatable = t.Collatable
	if delimiter := d.Get(property.Delimiter).Text; delimiter != "" {
		declared.Delimiter, declared.Array.Delimiter = delimiter[0], delimiter[0]
	}
}

// multirangeName is makeMultirangeTypeName: "range" becomes "multirange".
func multirangeName(name string) string {
	if i := strings.Index(name, "range"); i >= 0 {
		return name[:i] + "multi" + name[i:]
	}
	return name + "_multirange"
}

// declare adds a type and its array type.
func (b *builder) declare(t facts.Type) *facts.Type {
	t.Subscript, t.Delimiter = facts.NotSubscriptable, ','
	p := &t
	array := &facts.Type{
		Schema: t.Schema, Name: b.arrayName(t.Schema, t.Name), Kind: facts.Base, Category: facts.CategoryArray,
		Element: p, IsArray: true, Subscript: facts.ArraySubscript, Delimiter: ',',
	}
	p.Array = array
	for _, t := range []*facts.Type{p, array} {
		b.types[facts.Name{Schema: t.Schema, Name: t.Name}] = t
		b.objects.Types = append(b.objects.Types, t)
	}
	return p
}

// arrayName is makeArrayTypeName: an underscore before the name, and more as
// long as the name is taken.
func (b *builder) arrayName(schema, name string) string {
	for {
		name = "_" + name
		if len(name) > 63 {
			name = name[:63]
			return name
		}
		if b.types[facts.Name{Schema: schema, Name: name}] == nil {
			return name
		}
	}
}

// completeTypes fills in what refers to other types. A reference to an unknown
// type stays nil; [Catalog] gives up where it is needed.
func (b *builder) completeTypes(s *model.Schema) {
	for _, d := range s.Domains {
		t := b.types[facts.Name{Schema: d.Schema, Name: d.Name}]
		t.Base, t.BaseMods, t.Collation = b.find(d.Base), d.Base.Modifiers, nameOf(d.Collation)
		b.catalog.checked[t] = d.NotNull || len(d.Checks) > 0
		if t.Base != nil {
			t.Category, t.Preferred = t.Base.Category, false
			t.Collatable, t.Modifiable, t.Delimiter = t.Base.Collatable, false, t.Base.Delimiter
			t.Array.Collatable = t.Base.Collatable
		}
	}
	b.settleDomains(s)
	for _, r := range s.Ranges {
		t := b.types[facts.Name{Schema: r.Schema, Name: r.Name}]
		t.Subtype = b.find(r.Subtype)
		if t.Multi != nil {
			t.Multi.Subtype = t.Subtype
		}
		if t.Subtype != nil {
			b.constructors(t)
		}
	}
	for _, x := range s.Composites {
		t := b.types[facts.Name{Schema: x.Schema, Name: x.Name}]
		for _, a := range x.Attributes {
			t.Fields = append(t.Fields, facts.Field{Name: a.Name, Type: b.find(a.Type), Mods: a.Type.Modifiers, Collation: nameOf(a.Collation)})
		}
	}
}

// settleDomains hands categories down chains of domains, whatever their order.
func (b *builder) settleDomains(s *model.Schema) {
	for range s.Domains {
		changed := false
		for _, d := range s.Domains {
			t := b.types[facts.Name{Schema: d.Schema, Name: d.Name}]
			if t.Base != nil && t.Base.Kind == facts.Domain && (t.Category != t.Base.Category || t.Collatable != t.Base.Collatable) {
				t.Category, t.Collatable, changed = t.Base.Category, t.Base.Collatable, true
				t.Array.Collatable = t.Collatable
			}
		}
		if !changed {
			return
		}
	}
}

// find returns the type that a model type names, nil if it isn't known.
func (b *builder) find(t model.Type) *facts.Type {
	found := b.catalog.base.Type(builtinName(t))
	if found == nil {
		found = b.types[facts.Name{Schema: t.Schema, Name: t.Name}]
	}
	if found != nil && t.Array {
		return found.Array
	}
	return found
}
