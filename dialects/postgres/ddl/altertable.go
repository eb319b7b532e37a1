package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// alterTable applies ALTER TABLE, and the same commands under ALTER INDEX,
// ALTER SEQUENCE, ALTER VIEW and so on.
func (r *reader) alterTable(s *parse.AlterTableStmt) {
	if s.Objtype == parse.ObjectType_OBJECT_TYPE {
		r.alterComposite(s)
		return
	}
	rel := r.relationOf(s.Relation, s.MissingOk)
	switch rel := rel.(type) {
	case *table:
		if rel.owned && rel.opaque {
			return
		}
		if s.Objtype == parse.ObjectType_OBJECT_FOREIGN_TABLE && rel.kind != foreignTable {
			r.fail(s.Relation.Location, "%s is not a foreign table", rel.qname())
		}
		r.alterTableCommands(rel, s)
	case *index:
		for _, n := range s.Cmds {
			r.alterIndex(rel, n.GetAlterTableCmd())
		}
	case *sequence:
		for _, n := range s.Cmds {
			r.alterSequenceTable(rel, n.GetAlterTableCmd())
		}
	}
}

// command is one command of ALTER TABLE.
type command struct {
	*parse.AlterTableCmd
	number int // in the statement
	pass   pass
}

// pass is when the server carries a command out, whatever its place in the
// statement (AT_PASS_… of tablecmds.c).
type pass int

const (
	passDrop pass = iota
	passType
	passAddColumn
	passExpression
	passColumnAttributes
	passAddKey
	passAddOther
	passMisc
)

// alterTableCommands carries commands out in the server's order.
func (r *reader) alterTableCommands(t *table, s *parse.AlterTableStmt) {
	commands := make([]command, len(s.Cmds))
	for i, n := range s.Cmds {
		c := n.GetAlterTableCmd()
		commands[i] = command{AlterTableCmd: c, number: i, pass: r.passOf(c, i)}
	}
	slices.SortStableFunc(commands, func(a, b command) int { return int(a.pass - b.pass) })
	// Columns come first, all of them, and then what belongs to them.
	added := &definition{table: t, only: !s.Relation.Inh}
	defined := false
	for i := 0; i < len(commands); i++ {
		c := &commands[i]
		if c.pass == passType && !t.opaque {
			end := i
			for end < len(commands) && commands[end].pass == passType {
				end++
			}
			r.alterTypes(t, commands[i:end], s.Relation.Inh)
			i = end - 1
			continue
		}
		if c.pass > passAddColumn && !defined {
			r.define(added)
			defined = true
		}
		r.alterCommand(t, c, s.Relation.Inh, added)
	}
	if !defined {
		r.define(added)
	}
	r.needToast(t)
}

func (r *reader) passOf(c *parse.AlterTableCmd, number int) pass {
	switch c.Subtype {
	case parse.AlterTableType_AT_DropColumn, parse.AlterTableType_AT_DropConstraint, parse.AlterTableType_AT_DropNotNull,
		parse.AlterTableType_AT_DropIdentity, parse.AlterTableType_AT_DropExpression:
		return passDrop
	case parse.AlterTableType_AT_ColumnDefault:
		switch {
		case r.stmt.CommandMarked(parse.SetExpression, number):
			return passExpression
		case c.Def == nil:
			return passDrop
		}
		return passAddOther
	case parse.AlterTableType_AT_AlterColumnType:
		return passType
	case parse.AlterTableType_AT_AddColumn:
		return passAddColumn
	case parse.AlterTableType_AT_SetNotNull, parse.AlterTableType_AT_SetIdentity:
		return passColumnAttributes
	case parse.AlterTableType_AT_AddConstraint:
		switch c.Def.GetConstraint().GetContype() {
		case parse.ConstrType_CONSTR_PRIMARY, parse.ConstrType_CONSTR_UNIQUE, parse.ConstrType_CONSTR_EXCLUSION:
			return passAddKey
		}
		return passAddOther
	case parse.AlterTableType_AT_AddIdentity:
		return passAddOther
	}
	return passMisc
}

// alterCommand carries one command out.
func (r *reader) alterCommand(t *table, c *command, recurse bool, added *definition) {
	r.refuseCommand(t, c.Subtype)
	switch c.Subtype {
	case parse.AlterTableType_AT_AddColumn:
		r.addColumn(added, c, recurse)
	case parse.AlterTableType_AT_DropColumn:
		r.dropColumnCommand(t, c, recurse)
	case parse.AlterTableType_AT_AddConstraint:
		d := &definition{table: t, only: !recurse}
		r.tableConstraint(d, c.Def.GetConstraint())
		if !recurse && len(d.checks) > 0 && len(t.children) > 0 && !d.checks[0].IsNoInherit {
			r.fail(here, "constraint must be added to child tables too")
		}
		r.define(d)
	case parse.AlterTableType_AT_DropConstraint:
		r.dropConstraintCommand(t, c, recurse)
	case parse.AlterTableType_AT_AlterConstraint:
		r.alterConstraint(t, c)
	case parse.AlterTableType_AT_ValidateConstraint:
		r.validateConstraint(t, c.Name, recurse)
	case parse.AlterTableType_AT_AddInherit:
		r.addInherit(t, c.Def.GetRangeVar())
	case parse.AlterTableType_AT_DropInherit:
		r.dropInherit(t, c.Def.GetRangeVar())
	case parse.AlterTableType_AT_AttachPartition:
		r.attachPartition(t, c.Def.GetPartitionCmd())
	case parse.AlterTableType_AT_DetachPartition:
		r.detachPartition(t, c.Def.GetPartitionCmd())
	case parse.AlterTableType_AT_DetachPartitionFinalize:
	case parse.AlterTableType_AT_AddOf:
		r.addOf(t, c.Def.GetTypeName())
	case parse.AlterTableType_AT_DropOf:
		save(r.db, t)
		t.ofType = nil
	default:
		if c.Name != "" && isColumnCommand(c.Subtype) {
			r.alterColumn(t, c, recurse)
			return
		}
		r.alterStorage(t, c)
	}
}

// isColumnCommand says whether a command is ALTER COLUMN.
func isColumnCommand(t parse.AlterTableType) bool {
	switch t {
	case parse.AlterTableType_AT_ColumnDefault, parse.AlterTableType_AT_DropNotNull, parse.AlterTableType_AT_SetNotNull,
		parse.AlterTableType_AT_DropExpression, parse.AlterTableType_AT_SetStatistics, parse.AlterTableType_AT_SetOptions,
		parse.AlterTableType_AT_ResetOptions, parse.AlterTableType_AT_SetStorage, parse.AlterTableType_AT_SetCompression,
		parse.AlterTableType_AT_AlterColumnType, parse.AlterTableType_AT_AlterColumnGenericOptions,
		parse.AlterTableType_AT_AddIdentity, parse.AlterTableType_AT_SetIdentity, parse.AlterTableType_AT_DropIdentity:
		return true
	default:
	}
	return false
}

// alterStorage carries out a command that is about the table as a whole.
func (r *reader) alterStorage(t *table, c *command) {
	save(r.db, t)
	switch c.Subtype {
	case parse.AlterTableType_AT_SetRelOptions:
		t.options = t.keptOptions(storageOptions(t.options, c.Def.GetList().GetItems(), false))
	case parse.AlterTableType_AT_ResetRelOptions:
		t.options = storageOptions(t.options, c.Def.GetList().GetItems(), true)
	case parse.AlterTableType_AT_ReplaceRelOptions:
		t.options = storageOptions(nil, c.Def.GetList().GetItems(), false)
	case parse.AlterTableType_AT_SetLogged:
		r.setUnlogged(t, false)
	case parse.AlterTableType_AT_SetUnLogged:
		r.setUnlogged(t, true)
	case parse.AlterTableType_AT_SetTableSpace:
		t.tablespace = c.Name
		if t.tablespace == "pg_default" {
			t.tablespace = ""
		}
	case parse.AlterTableType_AT_SetAccessMethod:
		t.accessMethod = c.Name
		if r.stmt.CommandMarked(parse.DefaultAccessMethod, c.number) {
			t.accessMethod = r.session.method
		}
		if t.accessMethod == "heap" && t.kind != partitioned {
			t.accessMethod = ""
		}
	case parse.AlterTableType_AT_ClusterOn:
		r.clusterOn(t, c.Name)
	case parse.AlterTableType_AT_DropCluster:
		r.clusterOn(t, "")
	case parse.AlterTableType_AT_EnableRowSecurity:
		t.rowSecurity = true
	case parse.AlterTableType_AT_DisableRowSecurity:
		t.rowSecurity = false
	case parse.AlterTableType_AT_ForceRowSecurity:
		t.forceRowSecurity = true
	case parse.AlterTableType_AT_NoForceRowSecurity:
		t.forceRowSecurity = false
	case parse.AlterTableType_AT_ReplicaIdentity:
		r.setReplicaIdentity(t, c.Def.GetReplicaIdentityStmt())
	case parse.AlterTableType_AT_EnableTrig, parse.AlterTableType_AT_EnableTrigAll, parse.AlterTableType_AT_EnableTrigUser:
		r.setTriggers(t, c.Name, "")
	case parse.AlterTableType_AT_DisableTrig, parse.AlterTableType_AT_DisableTrigAll, parse.AlterTableType_AT_DisableTrigUser:
		r.setTriggers(t, c.Name, "disabled")
	case parse.AlterTableType_AT_EnableAlwaysTrig:
		r.setTriggers(t, c.Name, "always")
	case parse.AlterTableType_AT_EnableReplicaTrig:
		r.setTriggers(t, c.Name, "replica")
	case parse.AlterTableType_AT_ChangeOwner:
		r.changeOwner(t, r.roleOf(c.Newowner))
	case parse.AlterTableType_AT_EnableRule:
		r.setRule(t, c.Name, "")
	case parse.AlterTableType_AT_DisableRule:
		r.setRule(t, c.Name, "disabled")
	case parse.AlterTableType_AT_EnableAlwaysRule:
		r.setRule(t, c.Name, "always")
	case parse.AlterTableType_AT_EnableReplicaRule:
		r.setRule(t, c.Name, "replica")
	case parse.AlterTableType_AT_DropOids:
	case parse.AlterTableType_AT_GenericOptions:
		t.foreign = r.genericOptions(t.foreign, c.Def.GetList().GetItems(), property.RedactOption)
	default:
		r.fail(here, "this form of ALTER TABLE is not understood: %v", c.Subtype)
	}
}

// setUnlogged changes the persistence of a table and of its columns' sequences.
func (r *reader) setUnlogged(t *table, unlogged bool) {
	if t.unlogged != unlogged {
		r.mayPersist(t, unlogged)
	}
	t.unlogged = unlogged
	if !r.version.HasUnloggedSequences() {
		return
	}
	for _, q := range r.db.sequencesOf(t) {
		save(r.db, q)
		q.unlogged = unlogged
	}
}

// mayPersist fails if foreign keys forbid another persistence of a table.
func (r *reader) mayPersist(t *table, unlogged bool) {
	if t.temporary() {
		r.fail(here, "cannot change logged status of table %s because it is temporary", t.qname())
	}
	for _, k := range t.references {
		if !unlogged && k.target != t && k.target.unlogged {
			r.fail(here, "could not change table %s to logged because it references unlogged table %s", t.qname(), k.target.qname())
		}
	}
	for _, k := range t.referrers {
		if unlogged && k.table != t && !k.table.unlogged {
			r.fail(here, "could not change table %s to unlogged because logged table %s references it", t.qname(), k.table.qname())
		}
	}
}

// clusterOn marks the index that CLUSTER goes by; "" marks none.
func (r *reader) clusterOn(t *table, name string) {
	found := name == ""
	for _, x := range t.keys {
		save(r.db, x)
		x.clustered = x.name == name
		found = found || x.clustered
	}
	if !found && !t.opaque {
		r.missing(here, "index %s for table %s does not exist", deparse.Ident(name), t.name)
	}
}

func (r *reader) setReplicaIdentity(t *table, s *parse.ReplicaIdentityStmt) {
	t.identityIndex = nil
	switch s.IdentityType {
	case "n":
		t.replicaIdentity = model.ReplicaNothing
	case "f":
		t.replicaIdentity = model.ReplicaFull
	case "i":
		i := slices.IndexFunc(t.keys, func(x *index) bool { return x.name == s.Name })
		if i < 0 {
			r.missing(here, "index %s for table %s does not exist", deparse.Ident(s.Name), t.name)
		}
		t.replicaIdentity, t.identityIndex = model.ReplicaIndex, t.keys[i]
	default:
		t.replicaIdentity = model.ReplicaDefault
	}
}

// addOf applies ALTER TABLE … OF.
func (r *reader) addOf(t *table, tn *parse.TypeName) {
	ref, ok := r.lookupType(stringsOf(tn.Names))
	if !ok {
		r.missing(tn.Location, "type %s does not exist", quoteNames(tn.Names))
	}
	if ref.user == nil || ref.user.kind != compositeType || len(ref.user.attributes) != len(t.columns) {
		r.fail(tn.Location, "table %s does not match type %s", t.qname(), quoteNames(tn.Names))
	}
	for i, a := range ref.user.attributes {
		if t.columns[i].name != a.Name || t.columns[i].typ != a.Type {
			r.fail(tn.Location, "table has column %s where type requires %s", t.columns[i].name, a.Name)
		}
	}
	save(r.db, t)
	t.ofType = ref.user
}

// alterIndex carries out a command of ALTER INDEX.
func (r *reader) alterIndex(x *index, c *parse.AlterTableCmd) {
	save(r.db, x)
	switch c.Subtype {
	case parse.AlterTableType_AT_AttachPartition:
		r.attachIndexTo(x, c.Def.GetPartitionCmd().GetName())
	case parse.AlterTableType_AT_SetRelOptions:
		x.options = storageOptions(x.options, c.Def.GetList().GetItems(), false)
	case parse.AlterTableType_AT_ResetRelOptions:
		x.options = storageOptions(x.options, c.Def.GetList().GetItems(), true)
	case parse.AlterTableType_AT_SetTableSpace:
		x.tablespace = c.Name
		if c.Name == "pg_default" {
			x.tablespace = ""
		}
	case parse.AlterTableType_AT_SetStatistics:
		at := int(c.Num) - 1
		if c.Name != "" {
			at = slices.Index(x.names, c.Name)
		}
		if at < 0 || at >= len(x.keys) {
			r.fail(here, "column number %d of relation %s does not exist", at+1, x.name)
		}
		r.setKeyStatistics(x, at, int(c.Def.GetInteger().GetIval())+1)
	case parse.AlterTableType_AT_ChangeOwner:
	default:
		r.fail(here, "this form of ALTER INDEX is not understood: %v", c.Subtype)
	}
}

// setKeyStatistics sets the statistics target of an index's key, and those of
// the index's parts.
func (r *reader) setKeyStatistics(x *index, at, target int) {
	save(r.db, x)
	x.keys = slices.Clone(x.keys)
	x.keys[at].statistics = target
	for _, child := range x.children {
		r.setKeyStatistics(child, at, target)
	}
}

// alterSequenceTable carries out a command of ALTER TABLE on a sequence.
func (r *reader) alterSequenceTable(q *sequence, c *parse.AlterTableCmd) {
	save(r.db, q)
	switch c.Subtype {
	case parse.AlterTableType_AT_SetLogged:
		q.unlogged = false
	case parse.AlterTableType_AT_SetUnLogged:
		q.unlogged = true
	case parse.AlterTableType_AT_ChangeOwner:
		r.changeOwner(q, r.roleOf(c.Newowner))
	default:
		r.fail(here, "this form of ALTER SEQUENCE is not understood: %v", c.Subtype)
	}
}
