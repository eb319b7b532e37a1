package difftest

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Apply returns the old side of a difference after its changes, which should be
// the new side. It knows nothing of how the changes were found: an object is
// added, dropped or replaced by its ID. What only an Unsupported change tells
// stays as it is, and so do the texts of expressions that mention a renamed
// thing and have no change.
func Apply(r diff.Result) (model.Schema, error) {
	names := r.Names()
	schema := names.Carry(r.Old)
	schema.Sort()
	objects := map[model.ID]model.Object{}
	for _, e := range schema.Entries() {
		objects[e.ID] = bare(e.Object)
	}
	// What is dropped may make room for what is added, and what is altered may
	// be in a table that is.
	for _, c := range r.Changes {
		if c, ok := c.(diff.Drop); ok {
			id := names.ID(c.ID)
			if objects[id] == nil {
				return model.Schema{}, fmt.Errorf("dropping %s: it is not there", id)
			}
			drop(objects, id)
		}
	}
	for _, c := range r.Changes {
		switch c := c.(type) {
		case diff.Add:
			if err := add(objects, c); err != nil {
				return model.Schema{}, err
			}
		case diff.Alter:
			if objects[c.NewID] == nil || names.ID(c.OldID) != c.NewID {
				return model.Schema{}, fmt.Errorf("altering %s: it is not there", c.NewID)
			}
			objects[c.NewID] = bare(c.New)
		case diff.Drop, diff.Rename, diff.Unsupported:
		}
	}
	return assemble(r.New, objects)
}

// bare returns an object without the parts that have entries of their own.
func bare(o model.Object) model.Object {
	if t, ok := o.(model.Table); ok {
		t.Columns, t.Keys, t.Checks, t.Exclusions, t.ForeignKeys, t.Indexes = nil, nil, nil, nil, nil, nil
		return t
	}
	if d, ok := o.(model.Domain); ok {
		d.Checks = nil
		return d
	}
	return o
}

func drop(objects map[model.ID]model.Object, id model.ID) {
	delete(objects, id)
	if id.Kind != model.KindTable && id.Kind != model.KindDomain {
		return
	}
	for other := range objects {
		isCheck := other.Kind == model.KindDomainConstraint
		if other.Parent != "" && other.Owner() == id.QName() && isCheck == (id.Kind == model.KindDomain) {
			delete(objects, other)
		}
	}
}

func add(objects map[model.ID]model.Object, c diff.Add) error {
	if objects[c.ID] != nil {
		return fmt.Errorf("adding %s: it is there already", c.ID)
	}
	objects[c.ID] = bare(c.New)
	id := model.ID{Schema: c.ID.Schema, Parent: c.ID.Name}
	if t, ok := c.New.(model.Table); ok {
		for _, column := range t.Columns {
			id.Kind, id.Name = model.KindColumn, column.Name
			objects[id] = column
		}
	}
	if d, ok := c.New.(model.Domain); ok {
		for _, check := range d.Checks {
			id.Kind, id.Name = model.KindDomainConstraint, check.Name
			objects[id] = check
		}
	}
	return nil
}

// assemble makes a schema of flat objects. The columns of a table are sorted by
// name.
func assemble(facts model.Schema, objects map[model.ID]model.Object) (model.Schema, error) {
	s := model.Schema{
		Dialect: facts.Dialect, Version: facts.Version, Routines: facts.Routines, Operators: facts.Operators,
		Casts: facts.Casts, Unsupported: facts.Unsupported,
	}
	ids := make([]model.ID, 0, len(objects))
	for id := range objects {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, model.ID.Compare)
	tables, domains := map[model.QName]*model.Table{}, map[model.QName]*model.Domain{}
	for _, id := range ids {
		if t, ok := objects[id].(model.Table); ok {
			tables[id.QName()] = &t
		}
		if d, ok := objects[id].(model.Domain); ok {
			domains[id.QName()] = &d
		}
	}
	for _, id := range ids {
		if err := place(&s, tables, domains, id, objects[id]); err != nil {
			return model.Schema{}, err
		}
	}
	for _, t := range tables {
		s.Tables = append(s.Tables, *t)
	}
	for _, d := range domains {
		s.Domains = append(s.Domains, *d)
	}
	s.Sort()
	return s, nil
}

func place(s *model.Schema, tables map[model.QName]*model.Table, domains map[model.QName]*model.Domain, id model.ID, o model.Object) error {
	t, d := tables[id.Owner()], domains[id.Owner()]
	if id.Parent != "" && (id.Kind == model.KindDomainConstraint && d == nil || id.Kind != model.KindDomainConstraint && t == nil) {
		return fmt.Errorf("%s belongs to nothing", id)
	}
	switch o := o.(type) {
	case model.Namespace:
		s.Namespaces = append(s.Namespaces, o)
	case model.Extension:
		s.Extensions = append(s.Extensions, o)
	case model.Enum:
		s.Enums = append(s.Enums, o)
	case model.Composite:
		s.Composites = append(s.Composites, o)
	case model.Range:
		s.Ranges = append(s.Ranges, o)
	case model.Sequence:
		s.Sequences = append(s.Sequences, o)
	case model.Statistics:
		s.Statistics = append(s.Statistics, o)
	case model.Definition:
		o.ID = id
		s.Definitions = append(s.Definitions, o)
	case model.Column:
		t.Columns = append(t.Columns, o)
	case model.Key:
		t.Keys = append(t.Keys, o)
	case model.Exclusion:
		t.Exclusions = append(t.Exclusions, o)
	case model.ForeignKey:
		t.ForeignKeys = append(t.ForeignKeys, o)
	case model.Index:
		t.Indexes = append(t.Indexes, o)
	case model.Check:
		if id.Kind == model.KindDomainConstraint {
			d.Checks = append(d.Checks, o)
		} else {
			t.Checks = append(t.Checks, o)
		}
	case model.Table, model.Domain: // placed by the caller
	default:
		return fmt.Errorf("%s is a %T", id, o)
	}
	return nil
}
