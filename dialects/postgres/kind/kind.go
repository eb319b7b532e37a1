// Package kind names the objects of a PostgreSQL database that the model does
// not hold: the kinds that occur in [model.Unsupported] and the identity of an
// object of each. It is the contract between the reader of live catalogs and
// the reader of SQL files, which must produce the same records for the same
// database.
//
// # Which objects are listed
//
// Everything that a CREATE statement makes in one database and that the model
// has no place for. Not listed, because they are no objects of their own:
//
//   - what belongs to another record: the columns, constraints, indexes,
//     extended statistics and the rule _RETURN of a view, a materialized view
//     or a foreign table; row types, array types and multirange types; the
//     constructor functions of a range type and the cast to its multirange type;
//     the copies of a trigger on the partitions of its table; the tables and
//     schemas of a publication; the members of an operator family; an operator
//     that is only mentioned as another's commutator or negator
//   - the attributes of objects: owners, privileges, security labels, comments on
//     the listed objects
//   - what is not in the database: tablespaces, databases, settings
//   - data: rows, large objects, the state of sequences
//   - what an extension owns, what PostgreSQL itself brings, temporary objects,
//     and everything in the schemas information_schema and pg_*
//
// An operator class that was created without FAMILY has a family of its name
// in its schema, which is listed too (the catalog doesn't know it was implied).
//
// # How they are named
//
// Use the functions of this package. Names are plain, unquoted, as the server
// keeps them; types in signatures are written by [model.Type.String] without
// modifiers, built-in ones by their display name, all others qualified.
package kind

import "github.com/schemadiff/schemadiff/model"

// The kinds of objects that the model does not hold.
const (
	View             model.Kind = "view"
	MaterializedView            = model.KindMaterializedView

	Function       model.Kind = "function"
	Procedure      model.Kind = "procedure"
	Aggregate      model.Kind = "aggregate"
	WindowFunction model.Kind = "window function"

	Trigger      model.Kind = "trigger"
	EventTrigger model.Kind = "event trigger"
	Rule         model.Kind = "rule"
	Policy       model.Kind = "policy"

	BaseType  model.Kind = "base type"  // CREATE TYPE … (INPUT = …)
	ShellType model.Kind = "shell type" // CREATE TYPE name

	Collation      model.Kind = "collation"
	Conversion     model.Kind = "conversion"
	Cast           model.Kind = "cast"
	Operator       model.Kind = "operator"
	OperatorClass  model.Kind = "operator class"
	OperatorFamily model.Kind = "operator family"

	TextSearchConfiguration model.Kind = "text search configuration"
	TextSearchDictionary    model.Kind = "text search dictionary"
	TextSearchParser        model.Kind = "text search parser"
	TextSearchTemplate      model.Kind = "text search template"

	Language     model.Kind = "language"
	Transform    model.Kind = "transform"
	AccessMethod model.Kind = "access method"

	ForeignDataWrapper model.Kind = "foreign-data wrapper"
	Server             model.Kind = "server"
	UserMapping        model.Kind = "user mapping"
	Publication        model.Kind = "publication"
	Subscription       model.Kind = "subscription"

	// Database is the database at hand and Parameter a setting of the server: there
	// are privileges on them.
	Database  model.Kind = "database"
	Parameter model.Kind = "parameter"

	// PendingDetach is a partition whose DETACH CONCURRENTLY has not come to its
	// end. Only a live database can be in that state.
	PendingDetach model.Kind = "pending detach"
	// Comment is a comment on a part of an object that the model holds, where the
	// model has no place for it: the NOT NULL constraint of a domain.
	Comment model.Kind = "comment"
	// Unread stands for objects of some kind which the catalog counts and that were
	// not read: it is never an object itself.
	Unread model.Kind = "unread"
)

// All lists every kind in alphabetical order.
func All() []model.Kind {
	return []model.Kind{
		AccessMethod, Aggregate, BaseType, Cast, Collation, Comment, Conversion, EventTrigger,
		ForeignDataWrapper, Function, Language, MaterializedView, Operator, OperatorClass, OperatorFamily,
		PendingDetach, Policy, Procedure, Publication, Rule, Server, ShellType, Subscription, TextSearchConfiguration,
		TextSearchDictionary, TextSearchParser, TextSearchTemplate, Transform, Trigger, Unread, UserMapping, View,
		WindowFunction,
	}
}
