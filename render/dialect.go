package render

import (
	"cmp"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Dialect is what the planner must know of a database product.
type Dialect interface {
	// Begin starts the work on one difference.
	Begin(task Task) (Session, error)
	// Empty returns what a new database holds.
	Empty(version int) model.Schema
}

// Task is one difference to plan.
type Task struct {
	// Original is the old schema as it is.
	Original model.Schema
	// Old is the old schema after the renames: everything in it, except the
	// texts of expressions, is in the new side's names.
	Old model.Schema
	New model.Schema
	// Renamed leads from an ID of the original schema to the one in Old.
	Renamed func(model.ID) model.ID
	Options Options
	// Planned tells what happens to a node, once every change was considered.
	Planned func(Node) Verb
	// Version is the version of the server that will run the plan.
	Version int
}

// Session answers the planner's questions about one [Task]. All nodes and
// operations are in the new side's names.
type Session interface {
	// Walk breaks a schema into nodes and calls each with every node and what it
	// needs; the names are those of the schema itself (for the old side: before
	// the renames). The list is only valid during the call.
	Walk(s model.Schema, each func(n Node, needs []Node)) error
	// Object returns what an ID stands for on one side, in the new side's names;
	// nil if nothing.
	Object(side diff.Side, id model.ID) model.Object
	// Rename writes the step that gives an object its new name. It returns
	// false if another rename brings it about.
	Rename(from, to model.ID) (Step, bool, error)
	// Assess breaks an alteration into operations and takes every facet that
	// they bring about from the list.
	Assess(alter diff.Alter, facets *Facets) ([]Op, error)
	// Consider returns operations on other nodes that the coming or going of an
	// object asks for, or its new name.
	Consider(c diff.Change) ([]Op, error)
	// Disturb says what becomes of a node because one that it needs is operated
	// on: operations on the dependent node, or on others for its sake.
	Disturb(needed Op, dependent Node) []Op
	// Steps writes the steps of an operation, in their order.
	Steps(op Op) ([]Step, error)
	// Order adds what orders two steps beside the graph.
	Order(steps []*Step) []Before
	// Stronger returns the stronger one of two lock modes.
	Stronger(a, b string) string
}

// Part names a part of an object that can change on its own; the zero Part is
// the object itself.
type Part string

// Node addresses an object or a part of it.
type Node struct {
	ID   model.ID
	Part Part
}

// Compare is the canonical order of nodes.
func (n Node) Compare(o Node) int { return cmp.Or(n.ID.Compare(o.ID), cmp.Compare(n.Part, o.Part)) }

// String names the node in messages.
func (n Node) String() string {
	if n.Part == "" {
		return n.ID.String()
	}
	return string(n.Part) + " of " + n.ID.String()
}

// Verb is what happens to a node.
type Verb int

// The verbs. Recreate drops before it creates; Replace creates beside the old
// one, so that what uses it can move over, and drops the old one last.
const (
	Keep Verb = iota
	Alter
	Recreate
	Replace
	Create
	Drop
)

// Op is an operation on a node.
type Op struct {
	Node Node
	Verb Verb
	// Old and New are the object of the node's ID on both sides; nil where
	// there is none. Old is in the new side's names.
	Old, New model.Object
	// Facets are what an Alter changes.
	Facets []diff.FacetName
	// Forced is set by Disturb: the dialect's own reason for the operation.
	Forced bool
}

// Object returns the object on the new side, on the old side if the new one has
// none.
func (o Op) Object() model.Object {
	if o.New != nil {
		return o.New
	}
	return o.Old
}

// Has reports whether the operation is about that facet.
func (o Op) Has(name diff.FacetName) bool {
	for _, f := range o.Facets {
		if f == name {
			return true
		}
	}
	return false
}

// Phase orders the steps of one object among each other where nothing else
// does.
type Phase int

// The phases of a step.
const (
	PhaseRename Phase = iota
	PhaseDetach
	PhaseDrop
	PhaseAlter
	PhaseCreate
	PhaseAttach
	PhaseValidate
	PhaseCleanup
)

// Step is one addressable step of a plan with its text.
type Step struct {
	Node  Node
	Phase Phase
	// Aspect tells steps of the same node and phase apart for [StepRef].
	Aspect string
	// Removes: the step ends the old state of its node. Establishes: after it
	// the new state is there.
	Removes, Establishes bool
	// Gentle: what needs the old state may end after it.
	Gentle bool
	// Around: the step doesn't wait for the renames; the session orders the two.
	Around bool

	// Sort places the step where the graph leaves it free.
	Sort Sort

	// Hosts are the steps that this one may be written inside: the first one
	// that the plan has is taken.
	Hosts []Host
	// Position orders the inline texts of one host.
	Position int

	// Target is the start of the statement that several steps can share
	// ("ALTER TABLE app.users"); Text is then one of its clauses. Without a
	// target Text is a statement of its own.
	Target string
	// Turn is when the database runs the clause among those of one statement,
	// whatever their order in the text: a lower one first. A clause doesn't join
	// a statement in which it would run before one that must come before it.
	Turn int
	// Alone: the clause may not share the statement with others.
	Alone bool
	// Text is empty if there is nothing to run.
	Text Text
	// Then are texts of statements that follow directly, such as comments.
	Then []string
	// Settings must have been made before in the same group, each of them once.
	Settings []Setting
	// After are steps that follow directly, before Then, whatever the graph
	// says; only their texts and what is known of them count.
	After []Step

	Locks    []TableLock
	Rewrites []model.QName
	Scans    []model.QName
	Hazards  []Hazard
	Losses   []Loss
	// Outside: the step cannot run inside a transaction. Quiet: it takes long
	// under a weak lock, so that it must not share a transaction with a step
	// that takes a strong one.
	Outside, Quiet bool
	// Chained: the step follows the one before it in the list that Steps
	// returned. Commit: and not before that one is committed.
	Unchained bool
	Commit    bool
	// Aside are nodes that the step's node needs and that do not order the step
	// all the same: the session does.
	Aside []Node
	// Takes and Frees are names that the step takes or frees.
	Takes, Frees []Name
}

// Setting is a statement that changes how others are understood: for the rest of
// the transaction, or of the session.
type Setting struct{ Local, Session string }

// Host is a step that another one can be written inside.
type Host struct {
	Step StepRef
	// Inline is the text inside the host; empty if the host brings the step
	// about without a word.
	Inline Text
	// Silent: inside this host the step's hazards and losses go without saying.
	Silent bool
	// Unless are steps that rule the host out if the plan has one of them.
	Unless []StepRef
	// Cut says how readily the step is taken out of the host when it would make
	// a cycle: those with the highest Cut go first, those with Cut 0 never.
	Cut int
}

// StepRef addresses a step by its node, phase and aspect.
type StepRef struct {
	Node   Node
	Phase  Phase
	Aspect string
}

// Name is a name that only one object can have at a time. Space tells the
// kinds of names apart.
type Name struct {
	Space string
	Name  model.QName
	Sub   string
}

// Sort is the place of a step where the graph leaves it free: by class, by
// owner, then by phase and node.
type Sort struct {
	Class int
	Owner model.QName
}

// Text is a piece of SQL that other pieces can be written into.
type Text struct {
	Head string
	Slot Slot
	Tail string
}

// Slot is how pieces are written into a [Text]. Empty stands there without
// any.
type Slot struct{ Open, Sep, Close, Empty string }

// IsZero reports whether there is no text.
func (t Text) IsZero() bool { return t.Head == "" && t.Tail == "" }

// Before is an order of two steps, by their indexes in a list. Commit: the
// first must be committed before the second runs.
//
// Soft: the first should be committed no later than the second, as the
// successor of something and its end: in an earlier transaction, in the same
// one, or at least in one as near as the other orders allow.
type Before struct {
	First, Second int
	Commit, Soft  bool
}
