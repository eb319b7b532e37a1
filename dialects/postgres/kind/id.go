package kind

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Public is the role name of a user mapping for PUBLIC.
const Public = "public"

// ThisDatabase identifies the database at hand, whatever its name is: a schema
// is the same in a database of another name.
func ThisDatabase() model.ID { return model.ID{Kind: Database, Name: "current"} }

// In identifies an object that lives in a schema and has a name of its own: a
// view, materialized view, foreign table, collation, conversion, base or shell
// type, or one of the text search kinds.
func In(schema string, k model.Kind, name string) model.ID {
	return model.ID{Kind: k, Schema: schema, Name: name}
}

// Global identifies an object that lives in no schema: an event trigger,
// language, access method, foreign-data wrapper, server, publication or
// subscription.
func Global(k model.Kind, name string) model.ID {
	return model.ID{Kind: k, Name: name}
}

// On identifies a trigger, rule or policy by its table (or view) and its name,
// a pending detach by the partitioned table and the partition's qualified name,
// and a comment by the domain and the constraint.
func On(table model.QName, k model.Kind, name string) model.ID {
	return model.ID{Kind: k, Schema: table.Schema, Parent: table.Name, Name: name}
}

// RoutineID identifies a function, procedure, aggregate or window function:
// "f(integer, app.mood[])". Args are the types of the input arguments in order
// (IN, INOUT and VARIADIC; of an ordered-set aggregate the direct ones and then
// the aggregated ones), never OUT and TABLE; without any it is "f()", also for
// an aggregate over *.
func RoutineID(k model.Kind, schema, name string, args []model.Type) model.ID {
	return model.ID{Kind: k, Schema: schema, Name: model.SignatureName(name, args)}
}

// OperatorID identifies an operator: "===(integer, app.mood)". The side that a
// prefix (before PostgreSQL 14 also postfix) operator lacks is the zero type
// and written "none".
func OperatorID(schema, name string, left, right model.Type) model.ID {
	return model.ID{Kind: Operator, Schema: schema, Name: model.SignatureName(name, []model.Type{left, right})}
}

// MethodID identifies an operator class or family, whose name is unique only
// together with its access method: "money_ops USING btree".
func MethodID(k model.Kind, schema, name, method string) model.ID {
	return model.ID{Kind: k, Schema: schema, Name: name + " USING " + method}
}

// SplitMethod takes the name of an operator class or family apart: its own name
// and the access method.
func SplitMethod(name string) (own, method string) {
	const using = " USING "
	if i := strings.LastIndex(name, using); i >= 0 {
		return name[:i], name[i+len(using):]
	}
	return name, ""
}

// CastID identifies a cast, which lives in no schema and has no name:
// "(integer, app.mood)".
func CastID(from, to model.Type) model.ID {
	return model.ID{Kind: Cast, Name: model.SignatureName("", []model.Type{from, to})}
}

// TransformID identifies a transform, which lives in no schema, by its language
// and its type: "plperl(public.hstore)".
func TransformID(t model.Type, language string) model.ID {
	return model.ID{Kind: Transform, Name: model.SignatureName(language, []model.Type{t})}
}

// UserMappingID identifies a user mapping: "alice SERVER files". The role is
// [Public] for PUBLIC; options are never part of a record.
func UserMappingID(role, server string) model.ID {
	return model.ID{Kind: UserMapping, Name: role + " SERVER " + server}
}

// Routine returns the kind of record for a kind of routine.
func Routine(k model.RoutineKind) model.Kind {
	switch k {
	case model.Function:
		return Function
	case model.Procedure:
		return Procedure
	case model.Aggregate:
		return Aggregate
	case model.WindowFunction:
		return WindowFunction
	}
	return Function
}
