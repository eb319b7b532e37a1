package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/model"
)

// The catalogs that objects are identified by, as regclass prints them.
const (
	classRelation   = "pg_class"
	classType       = "pg_type"
	classConstraint = "pg_constraint"
	classNamespace  = "pg_namespace"
	classExtension  = "pg_extension"
	classStatistics = "pg_statistic_ext"
	classEnum       = "pg_enum"
	classRoutine    = "pg_proc"
	classOperator   = "pg_operator"
	classCast       = "pg_cast"
	classCollation  = "pg_collation"
	classOpclass    = "pg_opclass"

	classOpfamily       = "pg_opfamily"
	classConversion     = "pg_conversion"
	classSearchParser   = "pg_ts_parser"
	classSearchTemplate = "pg_ts_template"
	classDictionary     = "pg_ts_dict"
	classSearchConfig   = "pg_ts_config"
	classLanguage       = "pg_language"
	classTransform      = "pg_transform"
	classMethod         = "pg_am"
	classWrapper        = "pg_foreign_data_wrapper"
	classServer         = "pg_foreign_server"
	classPublication    = "pg_publication"
	classSubscription   = "pg_subscription"

	classTrigger      = "pg_trigger"
	classEventTrigger = "pg_event_trigger"
	classPolicy       = "pg_policy"
	classRule         = "pg_rewrite"
)

// object identifies a row of a catalog.
type object struct {
	class string
	oid   uint32
}

// part identifies an object or, with a number, a column of it.
type part struct {
	object
	sub int
}

// reader collects the rows of all queries. Objects refer to each other by oid
// until finish turns them into names.
type reader struct {
	server  server
	version version.Number // that is read as
	schema  model.Schema

	strings   map[string]string     // one copy of each text that occurs often
	typeTexts map[string]model.Type // what format_type printed

	counts     map[model.Kind]int // how many objects there are
	members    map[object]bool    // what extensions own
	comments   map[part]string
	collations map[uint32]model.QName

	types     map[uint32]typeFact
	enums     map[uint32]*model.Enum
	domains   map[uint32]*model.Domain
	ranges    map[uint32]*model.Range
	composite map[uint32]*composite // by the oid of its relation
	opclasses map[uint32]opclass
	defaults  map[string][]opclass // the default classes of each access method
	coercions map[[2]uint32]bool   // implicit binary-coercible casts

	relations map[uint32]*relation
	order     []*relation // the relations in the order in which they came

	parents    map[uint32][]parent    // of tables and indexes
	indexParts map[uint32][]indexPart // columns of indexes with settings of their own
	owners     map[uint32]indexOwner  // the constraint that an index belongs to

	triggers   map[uint32]int              // their places among the definitions
	routineIDs map[uint32]model.ID         // all but the built-in ones
	aggregates map[uint32]model.Definition // as far as pg_proc tells

	foreignKeys  []foreignKey
	notNulls     []notNull
	rangeClasses []rangeClass
	names        map[object]model.QName // of what expressions are printed with
	isDefault    map[[2]uint32]bool     // whether an operator class is a type's default

	roleNames map[uint32]string
	superuser string              // the first one
	ids       map[object]model.ID // of what something is said about
	attached  []model.Definition  // owners, privileges and the like of all objects

	families       map[object]*model.Definition // operator classes and families
	configurations map[uint32]*model.Definition // of text search
	publications   map[uint32]*model.Definition
}

func newReader(s server) *reader {
	return &reader{
		server:  s,
		version: s.readAs,
		schema:  model.Schema{Dialect: "postgres", Version: int(s.version)},

		strings:    map[string]string{},
		typeTexts:  map[string]model.Type{},
		counts:     map[model.Kind]int{},
		members:    map[object]bool{},
		comments:   map[part]string{},
		collations: map[uint32]model.QName{},

		types:     map[uint32]typeFact{},
		enums:     map[uint32]*model.Enum{},
		domains:   map[uint32]*model.Domain{},
		ranges:    map[uint32]*model.Range{},
		composite: map[uint32]*composite{},
		opclasses: map[uint32]opclass{},
		defaults:  map[string][]opclass{},
		coercions: map[[2]uint32]bool{},

		relations:  map[uint32]*relation{},
		parents:    map[uint32][]parent{},
		indexParts: map[uint32][]indexPart{},
		owners:     map[uint32]indexOwner{},
		names:      map[object]model.QName{},
		triggers:   map[uint32]int{},
		routineIDs: map[uint32]model.ID{},
		aggregates: map[uint32]model.Definition{},
		isDefault:  map[[2]uint32]bool{},
		roleNames:  map[uint32]string{},
		ids:        map[object]model.ID{},

		families:       map[object]*model.Definition{},
		configurations: map[uint32]*model.Definition{},
		publications:   map[uint32]*model.Definition{},
	}
}

// queries lists the batch. The order matters: a query's rows are read with
// what the ones before it brought.
func (r *reader) queries() []query {
	return []query{
		{what: "extension members", sql: membersSQL, read: r.readMembers},
		{what: "comments", sql: commentsSQL, read: r.readComments},
		{what: "schemas", sql: namespacesSQL, read: r.readNamespaces},
		{what: "extensions", sql: extensionsSQL, read: r.readExtensions},
		{what: "collations", sql: collationsSQL, read: r.readCollations},
		{what: "types", sql: typesSQL, read: r.readTypes},
		{what: "range types", sql: rangesSQL(r.version), read: r.readRanges},
		{what: "enum labels", sql: enumsSQL, read: r.readEnums},
		{what: "casts", sql: castsSQL, read: r.readCasts},
		{what: "operator classes", sql: opclassesSQL, read: r.readOpclasses},
		{what: "relations", sql: relationsSQL, read: r.readRelations},
		{what: "inheritance", sql: inheritsSQL(r.version), read: r.readInherits},
		{what: "columns", sql: columnsSQL(r.version), read: r.readColumns},
		{what: "views", sql: viewsSQL, read: r.readViews},
		{what: "partition keys", sql: partitionKeysSQL, read: r.readPartitionKeys},
		{what: "sequences", sql: sequencesSQL, read: r.readSequences},
		{what: "constraints", sql: constraintsSQL(r.version), read: r.readConstraints},
		{what: "indexes", sql: indexesSQL(r.version), read: r.readIndexes},
		{what: "extended statistics", sql: statisticsSQL(r.version), read: r.readStatistics},
		{what: "triggers", sql: triggersSQL, read: r.readTriggers},
		{what: "rules", sql: rulesSQL, read: r.readRules},
		{what: "copies of triggers", sql: triggerCopiesSQL, read: r.readTriggerCopies},
		{what: "policies", sql: policiesSQL, read: r.readPolicies},
		{what: "event triggers", sql: eventTriggersSQL, read: r.readEventTriggers},
		{what: "routines", sql: routinesSQL(r.version), read: r.readRoutines},
		{what: "aggregates", sql: aggregatesSQL, read: r.readAggregates},
		{what: "operators", sql: operatorsSQL, read: r.readOperators},
		{what: "collations' locales", sql: ownCollationsSQL(r.version), read: r.readOwnCollations},
		{what: "operator families", sql: opfamiliesSQL, read: r.readOpfamilies},
		{what: "operator classes' families", sql: ownOpclassesSQL, read: r.readOwnOpclasses},
		{what: "members of operator families", sql: membersOfFamiliesSQL, read: r.readFamilyMembers},
		{what: "conversions", sql: conversionsSQL, read: r.readConversions},
		{what: "text search parsers", sql: searchParsersSQL, read: r.readSearchParsers},
		{what: "text search templates", sql: searchTemplatesSQL, read: r.readSearchTemplates},
		{what: "text search dictionaries", sql: dictionariesSQL, read: r.readDictionaries},
		{what: "text search configurations", sql: searchConfigurationsSQL, read: r.readSearchConfigurations},
		{what: "text search mappings", sql: searchMappingsSQL, read: r.readSearchMappings},
		{what: "languages", sql: languagesSQL, read: r.readLanguages},
		{what: "transforms", sql: transformsSQL, read: r.readTransforms},
		{what: "access methods", sql: accessMethodsSQL, read: r.readAccessMethods},
		{what: "base types", sql: baseTypesSQL(r.version), read: r.readBaseTypes},
		{what: "foreign-data wrappers", sql: wrappersSQL, read: r.readWrappers},
		{what: "servers", sql: serversSQL, read: r.readServers},
		{what: "user mappings", sql: userMappingsSQL, read: r.readUserMappings},
		{what: "publications", sql: publicationsSQL(r.version), read: r.readPublications},
		{what: "what publications publish", sql: publicationPartsSQL(r.version), read: r.readPublicationParts},
		{what: "subscriptions", sql: subscriptionsSQL(r.server), read: r.readSubscriptions},
		{what: "roles", sql: rolesSQL, read: r.readRoles},
		{what: "memberships", sql: membershipsSQL(r.version), read: r.readMemberships},
		{what: "owners and privileges", sql: accessSQL(r.version), read: r.readAccess},
		{what: "default privileges", sql: defaultPrivilegesSQL, read: r.readDefaultPrivileges},
		{what: "security labels", sql: labelsSQL, read: r.readLabels},
		{what: "the number of objects", sql: countSQL, read: readCounts(r.counts)},
	}
}

// userSchema is the condition that namespace n is no system schema. It avoids
// LIKE, whose escape depends on a setting.
const userSchema = ` n.nspname <> 'information_schema' AND left(n.nspname, 3) <> 'pg_' `

// intern returns one shared copy of a text.
func (r *reader) intern(s string) string {
	if s == "" {
		return ""
	}
	if known, ok := r.strings[s]; ok {
		return known
	}
	r.strings[s] = s
	return s
}

// qname makes a qualified name; what is built in has no schema.
func (r *reader) qname(schema, name string) model.QName {
	if schema == "pg_catalog" {
		schema = ""
	}
	return model.QName{Schema: r.intern(schema), Name: r.intern(name)}
}

// named remembers the name of something that expressions are printed with.
func (r *reader) named(class string, oid uint32, schema, name string) {
	r.names[object{class, oid}] = r.qname(schema, name)
}

// owned reports whether an extension owns the object.
func (r *reader) owned(class string, oid uint32) bool { return r.members[object{class, oid}] }

func (r *reader) comment(class string, oid uint32) string {
	return r.comments[part{object{class, oid}, 0}]
}

func (r *reader) columnComment(relation uint32, number int) string {
	return r.comments[part{object{classRelation, relation}, number}]
}

// unsupported records an object that the model has no place for.
func (r *reader) unsupported(id model.ID) {
	r.schema.Unsupported = append(r.schema.Unsupported, model.Unsupported{ID: id})
}
