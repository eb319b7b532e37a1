package model

import "strings"

// Aspect is what an attached definition says about its object.
type Aspect string

// The aspects. Every object has at most one definition of each; what the server
// chooses by itself has none.
const (
	AspectOwner      Aspect = "owner"
	AspectPrivileges Aspect = "privileges"
	AspectLabels     Aspect = "security labels"
)

// Aspects lists all aspects.
func Aspects() []Aspect { return []Aspect{AspectOwner, AspectPrivileges, AspectLabels} }

// Attached returns the ID of what is said about an object: it stands where the
// object stands, with a kind of its own ("table owner", "function privileges").
// Whatever has another name therefore takes along what is said about it.
func (id ID) Attached(aspect Aspect) ID {
	id.Kind += Kind(" " + aspect)
	return id
}

// About returns the object that an attached definition is about; ok is false
// for everything else. Default privileges are about no object.
func (id ID) About() (of ID, aspect Aspect, ok bool) {
	if id.Kind == KindDefaultPrivileges {
		return ID{}, "", false
	}
	for _, a := range Aspects() {
		if kind, found := strings.CutSuffix(string(id.Kind), string(a)); found && strings.HasSuffix(kind, " ") {
			of = id
			of.Kind = Kind(kind[:len(kind)-1])
			return of, a, true
		}
	}
	return ID{}, "", false
}

// The kinds of definitions that are about the server's users.
const (
	KindRole              Kind = "role"
	KindMembership        Kind = "membership" // Parent is the group, Name the member
	KindDefaultPrivileges Kind = "default privileges"
)

// Concern groups what is read always and compared only when somebody asks:
// most teams keep it out of their migrations.
type Concern uint8

// The concerns. What is compared always has the zero Concern.
const (
	NoConcern Concern = iota
	Owners
	Privileges // with security labels and default privileges
	Roles      // with memberships
)

// Concern returns what an object is about.
func (id ID) Concern() Concern {
	switch id.Kind {
	case KindRole, KindMembership:
		return Roles
	case KindDefaultPrivileges:
		return Privileges
	default:
	}
	switch _, aspect, _ := id.About(); aspect {
	case AspectOwner:
		return Owners
	case AspectPrivileges, AspectLabels:
		return Privileges
	}
	return NoConcern
}

// RoleID addresses a role.
func RoleID(name string) ID { return ID{Kind: KindRole, Name: name} }

// Only returns the schema with no definitions but those of the given concerns,
// and of none.
func (s Schema) Only(concerns ...Concern) Schema {
	asked := map[Concern]bool{NoConcern: true}
	for _, c := range concerns {
		asked[c] = true
	}
	list := make([]Definition, 0, len(s.Definitions))
	for _, d := range s.Definitions {
		if asked[d.ID.Concern()] {
			list = append(list, d)
		}
	}
	s.Definitions = list
	return s
}

// Attach adds what is said about objects of the schema, as far as it holds the
// object: a table, a column, a definition. What is about none in particular is
// taken always.
func (s *Schema) Attach(list []Definition) {
	if len(list) == 0 {
		return
	}
	has := s.Attachable()
	for _, d := range list {
		of, _, attached := d.ID.About()
		if of.Kind == KindColumn {
			of = ID{Kind: of.Kind, Schema: of.Schema, Name: of.Parent}
		}
		if !attached || has[of] || !Placed(of.Kind) {
			s.Definitions = append(s.Definitions, d)
		}
	}
}

// Placed reports whether an object of the kind is one of the schema: not the
// database itself, a role or a parameter of the server, which are there without
// being mentioned.
func Placed(k Kind) bool { return k != KindRole && k != "database" && k != "parameter" }

// Attachable lists the objects of the schema that something can be said about.
// For columns it has the table or the definition that they are of, with the kind
// of a column.
func (s Schema) Attachable() map[ID]bool {
	has := make(map[ID]bool, len(s.Tables)*2+len(s.Definitions)*2)
	add := func(k Kind, schema, name string) { has[ID{Kind: k, Schema: schema, Name: name}] = true }
	for _, o := range s.Namespaces {
		add(KindSchema, "", o.Name)
	}
	for _, o := range s.Enums {
		add(KindEnum, o.Schema, o.Name)
	}
	for _, o := range s.Domains {
		add(KindDomain, o.Schema, o.Name)
	}
	for _, o := range s.Composites {
		add(KindComposite, o.Schema, o.Name)
	}
	for _, o := range s.Ranges {
		add(KindRange, o.Schema, o.Name)
	}
	for _, o := range s.Sequences {
		add(KindSequence, o.Schema, o.Name)
	}
	for _, o := range s.Statistics {
		add(KindStatistics, o.Schema, o.Name)
	}
	for i := range s.Tables {
		t := &s.Tables[i]
		add(KindTable, t.Schema, t.Name)
		add(KindColumn, t.Schema, t.Name)
		for j := range t.Columns {
			if q := t.Columns[j].Identity.Sequence; !q.IsZero() {
				add(KindSequence, q.Schema, q.Name)
			}
		}
	}
	for _, d := range s.Definitions {
		has[d.ID] = true
		add(KindColumn, d.ID.Schema, d.ID.Name)
	}
	return has
}

// RolesOf lists the roles that a definition refers to.
func RolesOf(d Definition) []string {
	var list []string
	d.Visit(func(_ PropertyName, v Value) {
		if v.Ref.Kind == KindRole {
			list = append(list, v.Ref.Name)
		}
	})
	return list
}
