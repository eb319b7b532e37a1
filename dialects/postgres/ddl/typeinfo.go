package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// defaultCollation is the collation of most collatable types.
var defaultCollation = model.QName{Name: "default"}

// typeCollation returns the collation that values of a type have by themselves;
// zero if the type isn't collatable.
func (r *reader) typeCollation(t model.Type) model.QName {
	if user := r.userType(t); user != nil && user.domain != nil {
		if !user.domain.collation.IsZero() {
			return user.domain.collation
		}
		return r.typeCollation(user.domain.base)
	}
	if user := r.userType(t); user != nil && user.base != nil && user.base.collates {
		return defaultCollation
	}
	f := r.fact(t)
	if f == nil || !f.Collatable {
		return model.QName{}
	}
	if f.Schema == catalogSchema && f.Name == "name" {
		return model.QName{Name: "C"}
	}
	return defaultCollation
}

// collationUnlessDefault returns a collation as the model has it: none if it is
// the type's own.
func (r *reader) collationUnlessDefault(c model.QName, t model.Type) model.QName {
	if c == r.typeCollation(t) {
		return model.QName{}
	}
	return c
}

// typeStorage returns how values of a type are stored unless a column says
// otherwise. The facts don't have it; all types of a fixed length are stored
// plainly, and nearly all others "extended".
func (r *reader) typeStorage(t model.Type) string {
	if t.Array {
		return "extended"
	}
	if user := r.userType(t); user != nil {
		switch {
		case user.domain != nil:
			return r.typeStorage(user.domain.base)
		case user.kind == enumType:
			return "plain"
		case user.kind == rangeType:
			return "extended"
		case user.base != nil:
			return user.base.storage
		}
		return "extended"
	}
	f := r.builtin(t)
	if f == nil {
		return "extended"
	}
	switch {
	case f.Schema != catalogSchema:
		return "extended"
	case slices.Contains([]string{"numeric", "inet", "cidr"}, f.Name):
		return "main"
	case f.Kind == facts.Range || f.Kind == facts.Multirange:
		return "extended"
	}
	switch f.Name {
	case "text", "varchar", "bpchar", "bytea", "json", "jsonb", "jsonpath", "xml", "bit", "varbit", "path", "polygon",
		"tsvector", "txid_snapshot", "pg_snapshot", "refcursor", "pg_node_tree", "aclitem[]", "record":
		return "extended"
	}
	return "plain"
}

// typeExists says whether a schema has a type of that name, row types and
// array types among them.
func (ns *namespace) typeExists(name string) bool { return ns.types[name] != nil }
