package property

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// The properties of conversions, beside Default and the function.
const (
	ForEncoding        model.PropertyName = "for encoding"
	ToEncoding         model.PropertyName = "to encoding"
	ConversionFunction model.PropertyName = "function"
)

// The properties of languages, access methods and foreign-data wrappers: Handler
// and its kin refer to functions.
const (
	Trusted   model.PropertyName = "trusted"
	Handler   model.PropertyName = "handler"
	Inline    model.PropertyName = "inline"
	Validator model.PropertyName = "validator"
	// MethodType is "index" or "table".
	MethodType model.PropertyName = "type"
)

// The properties of transforms.
const (
	OfLanguage model.PropertyName = "language"
	FromSQL    model.PropertyName = "from SQL"
	ToSQL      model.PropertyName = "to SQL"
)

// The properties of base types: references to functions, and words. Those that
// CREATE TYPE chooses by itself are left out.
const (
	Input         model.PropertyName = "input"
	Output        model.PropertyName = "output"
	Receive       model.PropertyName = "receive"
	Send          model.PropertyName = "send"
	TypmodIn      model.PropertyName = "typmod_in"
	TypmodOut     model.PropertyName = "typmod_out"
	Analyze       model.PropertyName = "analyze"
	Subscript     model.PropertyName = "subscript"
	Length        model.PropertyName = "internallength"
	PassedByValue model.PropertyName = "passedbyvalue"
	Alignment     model.PropertyName = "alignment"
	StorageMode   model.PropertyName = "storage mode"
	Category      model.PropertyName = "category"
	Preferred     model.PropertyName = "preferred"
	TypeDefault   model.PropertyName = "default value"
	Element       model.PropertyName = "element"
	Delimiter     model.PropertyName = "delimiter"
	Collatable    model.PropertyName = "collatable"
)

// The properties of servers and user mappings, beside Options. The text of an
// option is its value; [Redacted] stands for one that is a secret.
const (
	Wrapper       model.PropertyName = "foreign-data wrapper"
	ServerType    model.PropertyName = "type"
	ServerVersion model.PropertyName = "version"
	OfServer      model.PropertyName = "server"
)

// The properties of publications.
const (
	AllTables model.PropertyName = "all tables"
	// PublicationTables is a list of references to tables; the expression is the
	// row filter, the list refers to the columns.
	PublicationTables model.PropertyName = "tables"
	// PublicationSchemas is a list of references to schemas.
	PublicationSchemas model.PropertyName = "tables in schema"
	// Publish is a list of "insert", "update", "delete" and "truncate", in this
	// order; it is left out if it has all of them, and "none" if it has none.
	Publish          model.PropertyName = "publish"
	ViaRoot          model.PropertyName = "publish_via_partition_root"
	GeneratedColumns model.PropertyName = "publish_generated_columns"
)

// The properties of subscriptions; the last ones are named as CREATE
// SUBSCRIPTION names its parameters, and left out where they have their default.
const (
	// Connection is the connection string, without its secrets.
	Connection model.PropertyName = "connection"
	// Publications is a list of names, in the server's order.
	Publications model.PropertyName = "publications"
	// Disabled is set while the subscription is not running.
	Disabled          model.PropertyName = "disabled"
	SlotName          model.PropertyName = "slot_name"
	SynchronousCommit model.PropertyName = "synchronous_commit"
	Binary            model.PropertyName = "binary"
	Streaming         model.PropertyName = "streaming"
	TwoPhase          model.PropertyName = "two_phase"
	DisableOnError    model.PropertyName = "disable_on_error"
	PasswordRequired  model.PropertyName = "password_required"
	RunAsOwner        model.PropertyName = "run_as_owner"
	Origin            model.PropertyName = "origin"
	Failover          model.PropertyName = "failover"
)

// PublishAll lists the operations that a publication can publish, in the order
// of the property.
func PublishAll() []string { return []string{"insert", "update", "delete", "truncate"} }

// PublishValues makes the value of [Publish].
func PublishValues(has func(word string) bool) []model.Value {
	var list []model.Value
	for _, word := range PublishAll() {
		if has(word) {
			list = append(list, model.Value{Text: word})
		}
	}
	switch len(list) {
	case 0:
		return []model.Value{{Text: "none"}}
	case len(PublishAll()):
		return nil
	}
	return list
}

// SortRefs sorts a list by what its items refer to.
func SortRefs(list []model.Value) {
	slices.SortFunc(list, func(a, b model.Value) int { return a.Ref.Compare(b.Ref) })
}

// DefaultStreaming is how a subscription streams that doesn't tell.
func DefaultStreaming(major int) string {
	if major >= 18 {
		return "parallel"
	}
	return "off"
}
