package operations

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/migrate/op"
)

// alterTable reads the commands of an ALTER TABLE: one of them is an operation of
// its own, several are one together.
func alterTable(text string, s *parse.AlterTableStmt) op.Operation {
	if s.GetObjtype() != parse.ObjectType_OBJECT_TABLE {
		return nil
	}
	r := s.GetRelation()
	o := op.AlterTable{Schema: r.GetSchemaname(), Table: r.GetRelname(), Only: !r.GetInh(), IfExists: s.GetMissingOk()}
	clauses := clausesOf(text, len(s.GetCmds()))
	typed := false
	for i, n := range s.GetCmds() {
		command := n.GetAlterTableCmd()
		if p := command.GetDef().GetPartitionCmd(); p != nil {
			return partition(text, o.Schema, o.Table, p)
		}
		change := change(command)
		typed = typed || change != nil
		if change == nil && clauses != nil {
			change = op.Clause{SQL: clauses[i]}
		}
		if change == nil {
			return nil
		}
		o.Changes = append(o.Changes, change)
	}
	if !typed {
		return nil
	}
	if len(o.Changes) == 1 && !o.Only && !o.IfExists {
		if list, err := o.Operations(); err == nil {
			return list[0]
		}
	}
	return o
}

// clausesOf are the texts of the commands, none if they can't be told apart.
func clausesOf(text string, n int) []string {
	c := newCursor(text)
	c.accept("ALTER", "TABLE")
	c.accept("IF", "EXISTS")
	c.accept("ONLY")
	c.name()
	if list := c.clauses(); len(list) == n {
		return list
	}
	return nil
}

// change reads a command that there is an operation for, nil if there is none.
func change(c *parse.AlterTableCmd) op.Change {
	cascade := c.GetBehavior() == parse.DropBehavior_DROP_CASCADE
	alter := op.AlterColumn{Name: c.GetName()}
	switch c.GetSubtype() {
	case parse.AlterTableType_AT_AddColumn:
		return op.AddColumn{Column: column(c.GetDef().GetColumnDef()), IfNotExists: c.GetMissingOk()}
	case parse.AlterTableType_AT_DropColumn:
		return op.DropColumn{Name: c.GetName(), IfExists: c.GetMissingOk(), Cascade: cascade}
	case parse.AlterTableType_AT_AddConstraint:
		if k := constraint(c.GetDef().GetConstraint()); k != nil {
			return op.AddConstraint{Constraint: k}
		}
		return nil
	case parse.AlterTableType_AT_DropConstraint:
		return op.DropConstraint{Name: c.GetName(), IfExists: c.GetMissingOk(), Cascade: cascade}
	case parse.AlterTableType_AT_ValidateConstraint:
		return op.ValidateConstraint{Name: c.GetName()}
	case parse.AlterTableType_AT_SetNotNull:
		alter.NotNull = op.Set
	case parse.AlterTableType_AT_DropNotNull:
		alter.NotNull = op.Drop
	case parse.AlterTableType_AT_ColumnDefault:
		alter.Default, alter.DropDefault = expression(c.GetDef()), c.GetDef() == nil
	case parse.AlterTableType_AT_AlterColumnType:
		d := c.GetDef().GetColumnDef()
		alter.Type, alter.Using = typeName(d.GetTypeName()), expression(d.GetRawDefault())
		alter.Collation = strings.Join(texts(d.GetCollClause().GetCollname()), ".")
	default:
		return nil
	}
	return alter
}
