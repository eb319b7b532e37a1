package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// createForeignTable applies CREATE FOREIGN TABLE.
func (r *reader) createForeignTable(s *parse.CreateForeignTableStmt) {
	ns, name := r.targetOf(s.BaseStmt.Relation)
	if ns.relations[name] != nil && s.BaseStmt.IfNotExists {
		return
	}
	server := r.globalOther(kind.Server, s.Servername)
	r.createTable(s.BaseStmt, foreignTable)
	t, _ := ns.relations[name].(*table)
	t.server, t.uses = server, append(t.uses, server)
	t.foreign = r.genericOptions(nil, s.Options, property.RedactOption)
}

// columnForeignOptions returns what OPTIONS says in the definition of a column.
func (r *reader) columnForeignOptions(c *column, options []*parse.Node) []model.Value {
	if len(options) == 0 {
		return nil
	}
	if c.table.kind != foreignTable {
		r.fail(here, "column %s can't have options: %s is not a foreign table", deparse.Ident(c.name), c.table.qname())
	}
	return r.genericOptions(nil, options, property.RedactOption)
}

// foreignOptions turns options into those of a table of the model.
func foreignOptions(list []model.Value) []model.Option {
	var options []model.Option
	for _, v := range list {
		options = append(options, model.Option{Name: v.Name, Value: v.Text})
	}
	model.SortOptions(options)
	return options
}

// refuseForeign fails for a constraint that a foreign table can't have.
func (r *reader) refuseForeign(t *table, c *parse.Constraint) {
	if t.kind != foreignTable {
		return
	}
	what := "primary key"
	switch c.Contype {
	case parse.ConstrType_CONSTR_UNIQUE:
		what = "unique"
	case parse.ConstrType_CONSTR_EXCLUSION:
		what = "exclusion"
	case parse.ConstrType_CONSTR_FOREIGN:
		what = "foreign key"
	default:
	}
	r.fail(c.Location, "%s constraints are not supported on foreign tables", what)
}

// refuseCommand fails for a command that is not for foreign tables, or only for
// them (ATSimplePermissions).
func (r *reader) refuseCommand(t *table, command parse.AlterTableType) {
	switch command {
	case parse.AlterTableType_AT_GenericOptions, parse.AlterTableType_AT_AlterColumnGenericOptions:
		if t.kind != foreignTable {
			r.fail(here, "OPTIONS cannot be changed of %s: it is not a foreign table", t.qname())
		}
	case parse.AlterTableType_AT_SetCompression, parse.AlterTableType_AT_ReplicaIdentity, parse.AlterTableType_AT_EnableRowSecurity,
		parse.AlterTableType_AT_DisableRowSecurity, parse.AlterTableType_AT_ForceRowSecurity, parse.AlterTableType_AT_NoForceRowSecurity,
		parse.AlterTableType_AT_SetRelOptions, parse.AlterTableType_AT_ResetRelOptions, parse.AlterTableType_AT_ClusterOn,
		parse.AlterTableType_AT_DropCluster, parse.AlterTableType_AT_SetTableSpace, parse.AlterTableType_AT_SetLogged,
		parse.AlterTableType_AT_SetUnLogged, parse.AlterTableType_AT_SetAccessMethod, parse.AlterTableType_AT_AddOf,
		parse.AlterTableType_AT_DropOf, parse.AlterTableType_AT_AttachPartition, parse.AlterTableType_AT_DetachPartition:
		if t.kind == foreignTable {
			r.fail(here, "this form of ALTER TABLE is not for foreign tables: %s", t.qname())
		}
	default:
	}
}
