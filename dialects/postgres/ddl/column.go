package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// serialType returns the type of a serial column, "" if a type isn't serial.
func serialType(tn *parse.TypeName) string {
	if len(tn.GetNames()) != 1 || tn.PctType {
		return ""
	}
	switch tn.Names[0].GetString_().GetSval() {
	case "smallserial", "serial2":
		return "smallint"
	case "serial", "serial4":
		return "integer"
	case "bigserial", "serial8":
		return "bigint"
	}
	return ""
}

// newColumn makes a column of its definition and collects its constraints.
func (r *reader) newColumn(d *definition, def *parse.ColumnDef) *column {
	c := &column{table: d.table, name: naming.Truncate(def.Colname), local: true, pos: r.pos(def.Location)}
	serial := serialType(def.TypeName)
	if serial != "" {
		if len(def.TypeName.ArrayBounds) > 0 {
			r.fail(def.Location, "array of serial is not implemented")
		}
		c.typ = model.Type{Name: serial}
	} else {
		c.typ = r.columnType(def.TypeName)
	}
	if def.CollClause != nil {
		if r.typeCollation(c.typ).IsZero() && r.known(c.typ) {
			r.fail(def.CollClause.Location, "collations are not supported by type %s", c.typ)
		}
		c.collation = r.collationUnlessDefault(r.collation(def.CollClause), c.typ)
	}
	c.storage = r.storageUnlessDefault(def.StorageName, c.typ)
	c.compression = compression(def.Compression)
	c.foreign = r.columnForeignOptions(c, def.Fdwoptions)
	if serial != "" {
		r.serial(c)
		d.notNulls = append(d.notNulls, declaredNotNull{column: c.name, location: def.Location})
	}
	r.columnConstraints(d, c, def)
	return c
}

// known says whether anything is known about a type.
func (r *reader) known(t model.Type) bool { return r.fact(t) != nil || r.userType(t) != nil }

// serial gives a column its sequence.
func (r *reader) serial(c *column) {
	q := r.columnSequence(c.table, c.name, c.typ.Name, nil)
	q.owner = c
	c.sequence, c.serial = nil, true
	c.value = expression{text: "nextval(" + deparse.Literal(deparse.Qualified(q.ns.name, q.name)) + "::regclass)", pos: c.pos}
}

func (r *reader) storageUnlessDefault(name string, t model.Type) string {
	name = lower(name)
	if name == "default" || name == r.typeStorage(t) {
		return ""
	}
	return name
}

func compression(name string) string {
	if lower(name) == "default" {
		return ""
	}
	return lower(name)
}

// columnOptions applies "column WITH OPTIONS …" of a typed table.
func (r *reader) columnOptions(d *definition, c *column, def *parse.ColumnDef) {
	if c == nil {
		r.missing(def.Location, "column %s does not exist", deparse.Ident(def.Colname))
	}
	save(r.db, c)
	c.pos = r.pos(def.Location)
	r.columnConstraints(d, c, def)
}

// columnConstraints applies what follows a column's type.
func (r *reader) columnConstraints(d *definition, c *column, def *parse.ColumnDef) {
	var last *parse.Constraint
	for _, n := range def.Constraints {
		k := n.GetConstraint()
		if attribute(last, k) {
			continue
		}
		last = k
		if len(r.stmt.Comments) > 0 {
			r.inline = withKey(r.inline, k.GetLocation())
		}
		switch k.GetContype() {
		case parse.ConstrType_CONSTR_NULL:
		case parse.ConstrType_CONSTR_NOTNULL:
			d.notNulls = append(d.notNulls, declaredNotNull{
				column: c.name, name: k.Conname, noInherit: r.stmt.Marked(parse.NoInherit, k.Location), location: k.Location,
			})
		case parse.ConstrType_CONSTR_DEFAULT:
			r.setDefault(c, k.RawExpr)
		case parse.ConstrType_CONSTR_IDENTITY:
			r.setIdentity(d, c, k)
		case parse.ConstrType_CONSTR_GENERATED:
			// Its expression may name columns that follow.
			c.generated = true
			c.virtual = r.stmt.Marked(parse.VirtualColumn, k.Location)
			d.generated = append(d.generated, generatedValue{c, k.RawExpr})
		case parse.ConstrType_CONSTR_CHECK:
			d.checks = append(d.checks, k)
		case parse.ConstrType_CONSTR_PRIMARY, parse.ConstrType_CONSTR_UNIQUE:
			r.refuseForeign(d.table, k)
			d.indexes = append(d.indexes, r.declareKey(k, c.name))
		case parse.ConstrType_CONSTR_FOREIGN:
			k.FkAttrs = nameNodes(c.name)
			d.foreignKeys = append(d.foreignKeys, k)
		default:
			r.fail(k.GetLocation(), "a column's constraint is not understood: %v", k.GetContype())
		}
	}
}

func withKey(m map[int32]bool, key int32) map[int32]bool {
	if m == nil {
		m = map[int32]bool{}
	}
	m[key] = true
	return m
}

// attribute applies DEFERRABLE and the like to the constraint before it, and
// says whether it was one.
func attribute(last, k *parse.Constraint) bool {
	switch k.GetContype() {
	case parse.ConstrType_CONSTR_ATTR_DEFERRABLE:
		if last != nil {
			last.Deferrable = true
		}
	case parse.ConstrType_CONSTR_ATTR_DEFERRED:
		if last != nil {
			last.Deferrable, last.Initdeferred = true, true
		}
	case parse.ConstrType_CONSTR_ATTR_NOT_DEFERRABLE, parse.ConstrType_CONSTR_ATTR_IMMEDIATE:
	default:
		return false
	}
	return true
}

// setDefault gives a column a default. DEFAULT NULL is none, unless it stands
// against a domain's.
func (r *reader) setDefault(c *column, node *parse.Node) {
	c.serial = false
	if isNull(node) && !r.domainHasDefault(c.typ) {
		c.value, c.nullDefault = expression{}, true
		return
	}
	if literal := node.GetAConst().GetSval(); literal != nil && c.typ.Builtin() && !c.typ.Array {
		r.qualifyNamed(c.typ.Name, literal, node.GetAConst().GetLocation())
	}
	c.value = r.expression(node, scope{what: "DEFAULT expression"})
}

// isNull says whether an expression is NULL, with a type or without.
func isNull(node *parse.Node) bool {
	if cast := node.GetTypeCast(); cast != nil {
		node = cast.Arg
	}
	return node.GetAConst().GetIsnull()
}

func (r *reader) domainHasDefault(t model.Type) bool {
	for range 100 { // as in notePresent
		user := r.userType(t)
		if t.Array || user == nil || user.domain == nil {
			return false
		}
		if !user.domain.value.isZero() {
			return true
		}
		t = user.domain.base
	}
	return false
}

// setIdentity makes a column an identity column.
func (r *reader) setIdentity(d *definition, c *column, k *parse.Constraint) {
	if c.typ.Schema != "" || c.typ.Array || c.typ.Name != "smallint" && c.typ.Name != "integer" && c.typ.Name != "bigint" {
		r.fail(k.Location, "identity column type must be smallint, integer, or bigint")
	}
	if !c.value.isZero() {
		r.fail(k.Location, "both default and identity specified for column %s of table %s", c.name, d.table.name)
	}
	c.identity = identityMode(k.GeneratedWhen)
	q := r.columnSequence(d.table, c.name, c.typ.Name, k.Options)
	q.owner, q.identity = c, true
	c.sequence = q
	d.notNulls = append(d.notNulls, declaredNotNull{column: c.name, location: k.Location})
}

func identityMode(when string) model.IdentityMode {
	if when == "a" {
		return model.IdentityAlways
	}
	return model.IdentityByDefault
}
