package ddl

import (
	"maps"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/acl"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/model"
)

// The schemas that have a meaning of their own.
const (
	catalogSchema = "pg_catalog"
	tempSchema    = "pg_temp"
	publicSchema  = "public"
)

// database is a database in memory.
type database struct {
	version    version.Number
	facts      *facts.Snapshot
	namespaces map[string]*namespace
	extensions map[string]*extension
	// foreign are the extensions that nothing is known about: a type or a
	// function that isn't found may be theirs.
	foreign []*extension
	casts   []model.Cast
	others  map[model.ID]*other
	// pending are the views whose queries are not qualified yet.
	pending []*table
	held    []*heldQuery
	// access holds what was said about objects; defaults are default privileges.
	access   map[thing]access
	defaults map[defaultKey]acl.List
	roles    map[string]*model.Definition
	members  map[memberKey]membership
	// opMembers are those of operator families.
	opMembers []*opMember
	// published are the tables in publications.
	published []*publishedTable
	// generation counts the changes of what expressions can be resolved to.
	generation int
	// journal undoes the current statement; nil if nobody will want that.
	journal *journal
}

// namespace is a schema.
type namespace struct {
	name    string
	comment string
	pos     model.Pos
	// initial: schema public as every database has it.
	initial bool
	owned   bool // by an extension

	relations   map[string]relation
	types       map[string]*typ
	routines    map[string][]*routine
	operators   map[string][]*operator
	statistics  map[string]*statistics
	constraints map[string]int // how many constraints have a name
}

func newDatabase(v version.Number, snapshot *facts.Snapshot) *database {
	db := &database{
		version: v, facts: snapshot,
		namespaces: map[string]*namespace{},
		extensions: map[string]*extension{},
		others:     map[model.ID]*other{},
		access:     map[thing]access{},
		defaults:   map[defaultKey]acl.List{},
		roles:      map[string]*model.Definition{},
		members:    map[memberKey]membership{},
	}
	db.addNamespace(&namespace{name: publicSchema, initial: true})
	db.addNamespace(&namespace{name: tempSchema})
	return db
}

// addNamespace adds a schema and makes its maps.
func (db *database) addNamespace(ns *namespace) {
	ns.relations = map[string]relation{}
	ns.types = map[string]*typ{}
	ns.routines = map[string][]*routine{}
	ns.operators = map[string][]*operator{}
	ns.statistics = map[string]*statistics{}
	ns.constraints = map[string]int{}
	put(db, db.namespaces, ns.name, ns)
}

// relation is what shares a schema's names of tables: tables, views, foreign
// tables, indexes, sequences and composite types.
type relation interface {
	// what names the kind of relation, for messages.
	what() string
	place() (*namespace, string)
}

// other is an object that the model doesn't hold.
type other struct {
	id  model.ID
	pos model.Pos
	// on is the table of a trigger, a rule or a policy.
	on *table
	// uses are tables and routines without which it can't be.
	uses []any
	// names are the columns' names that it mentions; queries say it exactly.
	names   map[string]bool
	queries []*heldQuery
	// owned: it came with an extension.
	owned bool
	// policy is what a policy says.
	policy *policy
	// opclass is what an operator class is for.
	opclass *userOpclass
	// exprs are the expressions among its properties. What it belongs to has its
	// columns in them.
	exprs []*expression
	// operator and typ are what it is about: of operators and base types it only
	// holds what they use and what defines them.
	operator *operator
	typ      *typ
	// identity is what the object is called, if that follows from the names of
	// others.
	identity func() model.ID
	// define fills in the properties, if the model holds the kind. What they refer
	// to has the names that it has at the end of the script.
	define  func(d *model.Definition)
	comment string
	// options are those of a text search dictionary or of foreign data, mappings
	// those of a text search configuration.
	options  []model.Value
	version  string // of a server
	mappings []mapping
	// publication and subscription are what these have.
	publication  *publicationInfo
	subscription *subscriptionInfo
	// copies are the states of the copies of a trigger on partitions, as far as
	// they are not that of the trigger on the table above.
	copies map[*table]string
	// row: the trigger is for each row.
	row bool
	// enabled is the state of a trigger or a rule that is not the usual one.
	enabled string
}

// userOpclass is an operator class that a script creates.
type userOpclass struct {
	opclass
	method string
	// familyOther is its family, if that is one of the database.
	familyOther *other
}

// journal collects how to undo what a statement has done so far.
type journal struct{ undo []func() }

// rollback undoes everything, the newest first.
func (j *journal) rollback() {
	for _, undo := range slices.Backward(j.undo) {
		undo()
	}
	j.undo = j.undo[:0]
}

// later adds an undo, if there is a journal.
func (db *database) later(undo func()) {
	if db.journal != nil {
		db.journal.undo = append(db.journal.undo, undo)
	}
}

// put sets an entry of a map of the database.
func put[K comparable, V any](db *database, m map[K]V, key K, value V) {
	if db.journal != nil {
		old, had := m[key]
		db.later(func() {
			if had {
				m[key] = old
			} else {
				delete(m, key)
			}
		})
	}
	m[key] = value
}

// remove deletes an entry of a map of the database.
func remove[K comparable, V any](db *database, m map[K]V, key K) {
	if db.journal != nil {
		if old, had := m[key]; had {
			db.later(func() { m[key] = old })
		}
	}
	delete(m, key)
}

// save remembers the value of something that is about to change. Lists in it
// must be cloned before they are changed in place.
func save[T any](db *database, p *T) {
	if db.journal != nil {
		old := *p
		db.later(func() { *p = old })
	}
}

// tables lists every table-like relation, in the order of their names.
func (db *database) tables() []*table {
	var list []*table
	for _, schema := range sortedKeys(db.namespaces) {
		ns := db.namespaces[schema]
		for _, name := range sortedKeys(ns.relations) {
			if t, ok := ns.relations[name].(*table); ok {
				list = append(list, t)
			}
		}
	}
	return list
}

// sequences lists every sequence, in the order of their names.
func (db *database) sequences() []*sequence {
	var list []*sequence
	for _, schema := range sortedKeys(db.namespaces) {
		ns := db.namespaces[schema]
		for _, name := range sortedKeys(ns.relations) {
			if q, ok := ns.relations[name].(*sequence); ok {
				list = append(list, q)
			}
		}
	}
	return list
}

// sequencesOf lists the sequences that belong to a table's columns.
func (db *database) sequencesOf(t *table) []*sequence {
	return slices.DeleteFunc(db.sequences(), func(q *sequence) bool { return q.owner == nil || q.owner.table != t })
}

// sequencesOfColumn lists the sequences that belong to a column.
func (db *database) sequencesOfColumn(c *column) []*sequence {
	return slices.DeleteFunc(db.sequences(), func(q *sequence) bool { return q.owner != c })
}

// statisticsOn lists the extended statistics on a table.
func (db *database) statisticsOn(t *table) []*statistics {
	var list []*statistics
	for _, schema := range sortedKeys(db.namespaces) {
		ns := db.namespaces[schema]
		for _, name := range sortedKeys(ns.statistics) {
			if s := ns.statistics[name]; s.table == t {
				list = append(list, s)
			}
		}
	}
	return list
}

// othersOn lists what belongs to a table and isn't a part of it: triggers, rules,
// policies.
func (db *database) othersOn(t *table) []*other {
	var list []*other
	for _, id := range db.otherIDs() {
		if o := db.others[id]; o.on == t {
			list = append(list, o)
		}
	}
	return list
}

// otherIDs lists the objects that the model doesn't hold, in canonical order.
func (db *database) otherIDs() []model.ID {
	return slices.SortedFunc(maps.Keys(db.others), model.ID.Compare)
}

// sortedKeys returns the keys of a map in their order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// without returns a list without an element, as a copy.
func without[T comparable](list []T, element T) []T {
	out := make([]T, 0, len(list))
	for _, e := range list {
		if e != element {
			out = append(out, e)
		}
	}
	return out
}

// countConstraint notes that a constraint of a schema has a name, or hasn't
// any more.
func (db *database) countConstraint(ns *namespace, name string, by int) {
	n := ns.constraints[name] + by
	if n > 0 {
		put(db, ns.constraints, name, n)
	} else {
		remove(db, ns.constraints, name)
	}
}
