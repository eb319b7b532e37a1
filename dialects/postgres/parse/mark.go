package parse

// MarkKind is a clause that the parser doesn't know, of PostgreSQL 17 or 18 in
// most cases.
type MarkKind uint8

// The kinds of marks, with what is left in the tree in their place.
const (
	// VirtualColumn: GENERATED ALWAYS AS (…) [VIRTUAL]; a generated column.
	VirtualColumn MarkKind = iota + 1
	// NotEnforced and Enforced: of a constraint or in ALTER CONSTRAINT; nothing.
	NotEnforced
	Enforced
	// NotNull: [CONSTRAINT n] NOT NULL c as a table constraint; CHECK (c).
	NotNull
	// NoInherit: NOT NULL NO INHERIT of a column; NOT NULL.
	NoInherit
	// AlterInherit and AlterNoInherit: in ALTER CONSTRAINT; nothing.
	AlterInherit
	AlterNoInherit
	// WithoutOverlaps: in PRIMARY KEY or UNIQUE; nothing.
	WithoutOverlaps
	// Period: in FOREIGN KEY; nothing.
	Period
	// SetExpression: ALTER COLUMN c SET EXPRESSION AS (…); SET DEFAULT (…).
	SetExpression
	// DefaultAccessMethod: SET ACCESS METHOD DEFAULT; a method's name that no
	// method has.
	DefaultAccessMethod
	// LoggedSequence and UnloggedSequence: LOGGED and UNLOGGED among the options
	// of an identity column's sequence, of which newer versions dump the latter;
	// nothing.
	LoggedSequence
	UnloggedSequence
)

// Mark says that a clause stood in a statement.
type Mark struct {
	Kind MarkKind
	// Offset of the clause in the statement's text.
	Offset int
	// Owner is the offset of the constraint that the clause belongs to, which
	// is the location of its node; -1 if it belongs to none.
	Owner int
	// Command is the number of the ALTER TABLE command, from 0.
	Command int
}

// Marked says whether the constraint at a location has a clause.
func (s *Statement) Marked(kind MarkKind, location int32) bool {
	for _, m := range s.Marks {
		if m.Kind == kind && m.Owner == int(location) {
			return true
		}
	}
	return false
}

// CommandMarked says whether an ALTER TABLE command has a clause.
func (s *Statement) CommandMarked(kind MarkKind, command int) bool {
	for _, m := range s.Marks {
		if m.Kind == kind && m.Command == command {
			return true
		}
	}
	return false
}

// restore makes the tree say what the clauses mean, where it can.
func (s *Statement) restore() {
	if len(s.Marks) == 0 {
		return
	}
	for _, cmd := range s.Node.GetAlterTableStmt().GetCmds() {
		s.restoreSequence(cmd.GetAlterTableCmd().GetDef().GetConstraint())
	}
	for _, column := range columnDefs(s.Node) {
		for _, node := range column.Constraints {
			c := node.GetConstraint()
			s.restoreSequence(c)
			if c.GetContype() == ConstrType_CONSTR_DEFAULT && s.Marked(VirtualColumn, c.GetLocation()) {
				c.Contype, c.GeneratedWhen = ConstrType_CONSTR_GENERATED, "a"
			}
		}
	}
}

// restoreSequence gives an identity the options of its sequence that the parser
// doesn't know.
func (s *Statement) restoreSequence(c *Constraint) {
	if c.GetContype() != ConstrType_CONSTR_IDENTITY {
		return
	}
	for _, option := range []struct {
		kind MarkKind
		name string
	}{{LoggedSequence, "logged"}, {UnloggedSequence, "unlogged"}} {
		if s.Marked(option.kind, c.Location) {
			c.Options = append(c.Options, &Node{Node: &Node_DefElem{DefElem: &DefElem{Defname: option.name, Location: c.Location}}})
		}
	}
}

// columnDefs lists the columns that a statement declares.
func columnDefs(node *Node) []*ColumnDef {
	var list []*ColumnDef
	add := func(nodes []*Node) {
		for _, n := range nodes {
			if c := n.GetColumnDef(); c != nil {
				list = append(list, c)
			}
		}
	}
	switch n := node.GetNode().(type) {
	case *Node_CreateStmt:
		add(n.CreateStmt.TableElts)
	case *Node_CreateForeignTableStmt:
		add(n.CreateForeignTableStmt.GetBaseStmt().GetTableElts())
	case *Node_CreateSchemaStmt:
		for _, element := range n.CreateSchemaStmt.SchemaElts {
			add(element.GetCreateStmt().GetTableElts())
		}
	case *Node_AlterTableStmt:
		for _, cmd := range n.AlterTableStmt.Cmds {
			add([]*Node{cmd.GetAlterTableCmd().GetDef()})
		}
	}
	return list
}
