package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// addOther records an object that the model doesn't hold.
func (r *reader) addOther(o *other, replace bool) {
	if r.db.others[o.id] != nil && !replace {
		r.fail(here, "%s already exists", o.id)
	}
	o.pos = r.pos(here)
	if old := r.db.others[o.id]; old != nil {
		r.setAccess(o, r.accessOf(old))
	}
	put(r.db, r.db.others, o.id, o)
	r.directiveFor(o.id)
	r.changed()
}

// mayBeBuiltin says whether a function can be one that isn't the user's.
func (r *reader) mayBeBuiltin(names []string) bool {
	name := names[len(names)-1]
	return r.hasBuiltin(name) && (len(names) == 1 || names[0] == catalogSchema) || len(r.db.foreign) > 0
}

// define applies CREATE AGGREGATE, OPERATOR, TYPE, COLLATION and TEXT SEARCH ….
func (r *reader) defineObject(s *parse.DefineStmt) {
	switch s.Kind {
	case parse.ObjectType_OBJECT_AGGREGATE:
		r.createAggregate(s)
	case parse.ObjectType_OBJECT_OPERATOR:
		r.createOperator(s)
	case parse.ObjectType_OBJECT_TYPE:
		r.defineType(s)
	case parse.ObjectType_OBJECT_COLLATION:
		r.createCollation(s)
	case parse.ObjectType_OBJECT_TSPARSER:
		r.createSearchFunctions(kind.TextSearchParser, s)
	case parse.ObjectType_OBJECT_TSDICTIONARY:
		r.createDictionary(s)
	case parse.ObjectType_OBJECT_TSTEMPLATE:
		r.createSearchFunctions(kind.TextSearchTemplate, s)
	case parse.ObjectType_OBJECT_TSCONFIGURATION:
		r.createConfiguration(s)
	default:
		r.fail(here, "this form of CREATE is not understood: %v", s.Kind)
	}
}
