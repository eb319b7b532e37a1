package property

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/acl"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/model"
)

// The properties of what is said about other objects, and of default privileges.
const (
	// Owner refers to the role. An object whose owner nobody names has no
	// definition of this aspect.
	Owner model.PropertyName = "owner"
	// Granted is a list of what was granted beyond the object's default
	// privileges, sorted: each item is for one grantee and one grantor. It refers
	// to the grantee, or has the name "public" or "owner". Its list has the
	// privileges in the server's order, and before them a reference called
	// "granted by" to the grantor, unless that is the owner.
	Granted model.PropertyName = "granted"
	// Revoked is a list of what was revoked of the default privileges, in the same
	// form; only "public" and "owner" occur.
	Revoked model.PropertyName = "revoked"
	// Labels is a list of security labels: the name is the provider's, the text is
	// the label.
	Labels model.PropertyName = "labels"
	// Role refers to the role whose default privileges these are. It is left out if
	// a script leaves it to who runs it.
	Role model.PropertyName = "role"
	// ObjectTypes is what default privileges are for: "tables".
	ObjectTypes model.PropertyName = "object types"
)

// The names of grantees that are no roles, and of the grantor in a list.
const (
	nameOfPublic = kind.Public
	nameOfOwner  = "owner"
	grantedBy    = "granted by"
	withOption   = " with grant option"
)

// ClassOf returns which privileges there are on an object, "" for none.
func ClassOf(id model.ID) acl.Class {
	switch id.Kind {
	case model.KindTable, kind.View:
		return acl.Table
	case model.KindColumn:
		return acl.Column
	case model.KindSequence:
		return acl.Sequence
	case kind.Function, kind.Procedure, kind.Aggregate, kind.WindowFunction:
		return acl.Routine
	case model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange, kind.BaseType, kind.ShellType:
		return acl.Type
	case model.KindSchema:
		return acl.Schema
	case kind.Language:
		return acl.Language
	case kind.ForeignDataWrapper:
		return acl.Wrapper
	case kind.Server:
		return acl.Server
	case kind.Database:
		return acl.Database
	case kind.Parameter:
		return acl.Parameter
	default:
		return ""
	}
}

// DefaultOf returns the privileges that an object has if nobody says anything
// about them.
func DefaultOf(id model.ID, v version.Number) acl.List {
	if id == (model.ID{Kind: model.KindSchema, Name: "public"}) {
		return acl.DefaultOfPublic(v)
	}
	return ClassOf(id).Default(v)
}

// SetPrivileges says in what a list differs from the default.
func SetPrivileges(d *model.Definition, list, usual acl.List) {
	var granted, revoked []model.Value
	for _, i := range list {
		had := usual.Of(i.Grantee, i.Grantor)
		i.Rights = i.Rights&^had.Rights | i.Options
		granted = appendItem(granted, i)
	}
	for _, i := range usual {
		i.Rights &^= list.Of(i.Grantee, i.Grantor).Rights
		i.Options = 0
		revoked = appendItem(revoked, i)
	}
	d.Set(Granted, model.Value{List: granted})
	d.Set(Revoked, model.Value{List: revoked})
}

func appendItem(list []model.Value, i acl.Item) []model.Value {
	if i.Rights == 0 {
		return list
	}
	v := model.Value{}
	switch i.Grantee {
	case acl.Public:
		v.Name = nameOfPublic
	case acl.Owner:
		v.Name = nameOfOwner
	default:
		v.Ref = model.RoleID(i.Grantee)
	}
	if i.Grantor != acl.Owner {
		v.List = append(v.List, model.Value{Name: grantedBy, Ref: model.RoleID(i.Grantor)})
	}
	options := i.Options.Words()
	for _, word := range i.Rights.Words() {
		if slices.Contains(options, word) {
			word += withOption
		}
		v.List = append(v.List, model.Value{Text: word})
	}
	return append(list, v)
}

// Privileges returns the list that a definition stands for.
func Privileges(d model.Definition, usual acl.List) acl.List {
	list := usual
	for _, v := range d.Get(Revoked).List {
		i := itemOf(v)
		list, _ = list.Revoke(acl.Change{Grantor: i.Grantor, Grantees: []string{i.Grantee}, Rights: i.Rights, Cascade: true})
	}
	granted := make(acl.List, 0, len(d.Get(Granted).List))
	for _, v := range d.Get(Granted).List {
		granted = append(granted, itemOf(v))
	}
	return list.Merge(granted)
}

func itemOf(v model.Value) acl.Item {
	i := acl.Item{Grantee: v.Ref.Name, Grantor: acl.Owner}
	switch {
	case !v.Ref.IsZero():
	case v.Name == nameOfOwner:
		i.Grantee = acl.Owner
	default:
		i.Grantee = acl.Public
	}
	for _, p := range v.List {
		if p.Name == grantedBy {
			i.Grantor = p.Ref.Name
			continue
		}
		word, option := strings.CutSuffix(p.Text, withOption)
		right, _ := acl.Word(word)
		i.Rights |= right
		if option {
			i.Options |= right
		}
	}
	return i
}

// WithOwner returns the privileges of an object whose owner is known by now: a
// script that grants something to the owner says nothing by it.
func WithOwner(d model.Definition, owner string, v version.Number) model.Definition {
	of, aspect, ok := d.ID.About()
	if !ok || aspect != model.AspectPrivileges || owner == "" {
		return d
	}
	usual := DefaultOf(of, v)
	list := Privileges(d, usual)
	if fresh := list.Rename(owner, acl.Owner); !fresh.Equal(list) {
		d.Properties = slices.Clone(d.Properties)
		SetPrivileges(&d, fresh, usual)
	}
	return d
}

// Types are the kinds of objects that default privileges are for.
type Types struct {
	// Word is what ALTER DEFAULT PRIVILEGES calls them; Letter is defaclobjtype.
	Word, Letter string
	Class        acl.Class
}

// DefaultTypes lists what default privileges can be for.
func DefaultTypes() []Types {
	return []Types{
		{"tables", "r", acl.Table},
		{"sequences", "S", acl.Sequence},
		{"functions", "f", acl.Routine},
		{"types", "T", acl.Type},
		{"schemas", "n", acl.Schema},
	}
}

// DefaultPrivilegesID identifies the default privileges of a role; schema is ""
// for those that count everywhere, role is "" for who runs the script.
func DefaultPrivilegesID(schema, role, types string) model.ID {
	name := types
	if role != "" {
		name += " of " + role
	}
	return model.ID{Kind: model.KindDefaultPrivileges, Schema: schema, Name: name}
}

// DefaultPrivileges makes the definition of default privileges. Those of a
// schema are granted on top of the others, so that nothing can be revoked.
func DefaultPrivileges(schema, role string, types Types, list acl.List, v version.Number) model.Definition {
	d := model.Definition{ID: DefaultPrivilegesID(schema, role, types.Word)}
	SetPrivileges(&d, list, UsualDefaults(schema, types, v))
	d.SetText(ObjectTypes, types.Word)
	if role != "" {
		d.Set(Role, model.Value{Ref: model.RoleID(role)})
	}
	return d
}

// UsualDefaults returns what default privileges are without ALTER DEFAULT
// PRIVILEGES.
func UsualDefaults(schema string, types Types, v version.Number) acl.List {
	if schema != "" {
		return nil
	}
	return types.Class.Default(v)
}

// TypesOf returns what a definition of default privileges is for.
func TypesOf(d model.Definition) Types {
	for _, t := range DefaultTypes() {
		if t.Word == d.Get(ObjectTypes).Text {
			return t
		}
	}
	return Types{}
}

// InitialPrivileges returns what a new object gets from default privileges of
// the role that creates it (get_user_default_acl).
func InitialPrivileges(of model.ID, defaults []model.Definition, role string, v version.Number) acl.List {
	usual := ClassOf(of).Default(v)
	everywhere, here := usual, acl.List(nil)
	for _, d := range defaults {
		t := TypesOf(d)
		if d.ID.Kind != model.KindDefaultPrivileges || t.Class != ClassOf(of) || d.Get(Role).Ref.Name != role {
			continue
		}
		switch d.ID.Schema {
		case "":
			everywhere = Privileges(d, UsualDefaults("", t, v))
		case of.Schema:
			here = Privileges(d, nil)
		}
	}
	return everywhere.Merge(here)
}

// LabelsOf makes the definition of the security labels of an object.
func LabelsOf(of model.ID, list []model.Value) model.Definition {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b model.Value) int { return strings.Compare(a.Name, b.Name) })
	d := model.Definition{ID: of.Attached(model.AspectLabels)}
	d.Set(Labels, model.Value{List: list})
	return d
}

// WithRunner returns default privileges of whoever runs the script when that
// role is known by now.
func WithRunner(d model.Definition, runner string, v version.Number) model.Definition {
	if d.Has(Role) || runner == "" {
		return d
	}
	t := TypesOf(d)
	list := Privileges(d, UsualDefaults(d.ID.Schema, t, v)).Rename(runner, acl.Owner)
	return DefaultPrivileges(d.ID.Schema, runner, t, list, v)
}
