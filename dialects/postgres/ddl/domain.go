package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

func (r *reader) createDomain(s *parse.CreateDomainStmt) {
	base := r.columnType(s.TypeName)
	t := r.newType(s.Domainname, domainType, model.KindDomain)
	t.domain = &domain{base: base}
	t.domain.collation = r.collationUnlessDefault(r.collation(s.CollClause), base)
	if over := r.userType(base); over != nil && over.domain != nil && !base.Array {
		t.domain.value = over.domain.value // a copy that stays what it is
	}
	for _, n := range s.Constraints {
		k := n.GetConstraint()
		switch k.GetContype() {
		case parse.ConstrType_CONSTR_DEFAULT:
			r.setDomainDefault(t, k.RawExpr)
		case parse.ConstrType_CONSTR_NULL:
		case parse.ConstrType_CONSTR_NOTNULL:
			r.setDomainNotNull(t, k.Conname)
		case parse.ConstrType_CONSTR_CHECK:
			r.addDomainCheck(t, k)
		default:
			r.fail(k.GetLocation(), "a domain's constraint is not understood: %v", k.GetContype())
		}
	}
}

func (r *reader) setDomainDefault(t *typ, node *parse.Node) {
	if node == nil || r.isNoDefault(node, t.domain.base) {
		t.domain.value = expression{}
		return
	}
	t.domain.value = r.expression(node, scope{what: "DEFAULT expression"})
}

// isNoDefault says whether the default of a domain is a NULL that needs no
// coercion, which the server takes for no default.
func (r *reader) isNoDefault(node *parse.Node, base model.Type) bool {
	if over := r.userType(base); over != nil && over.domain != nil && !base.Array || base.Modifiers != "" && base.Name != "interval" {
		return false
	}
	if cast := node.GetTypeCast(); cast != nil && isNull(node) {
		return r.columnType(cast.TypeName) == base
	}
	return isNull(node)
}

// setDomainNotNull makes a domain NOT NULL; since PostgreSQL 17 that is a
// constraint with a name.
func (r *reader) setDomainNotNull(t *typ, name string) {
	if t.domain.notNull {
		return
	}
	t.domain.notNull = true
	if !r.version.HasDomainNotNullConstraints() {
		return
	}
	if name == "" {
		name = r.chooseConstraint(t.ns, t.name, "", "not_null", nil)
		t.domain.nullChosen = naming.Join(t.name, "", "not_null")
	}
	t.domain.nullName = naming.Truncate(name)
	r.db.countConstraint(t.ns, t.domain.nullName, 1)
}

func (r *reader) dropDomainNotNull(t *typ) {
	if t.domain.nullName != "" {
		r.db.countConstraint(t.ns, t.domain.nullName, -1)
	}
	t.domain.notNull, t.domain.nullName, t.domain.nullChosen, t.domain.nullComment = false, "", "", ""
}

func (r *reader) addDomainCheck(t *typ, c *parse.Constraint) {
	k := &check{name: naming.Truncate(c.Conname), notValid: c.SkipValidation, local: true, pos: r.pos(c.Location)}
	k.expr = r.expression(c.RawExpr, scope{value: true, valueType: t.domain.base, what: "domain check constraint"})
	if k.name == "" {
		k.name, k.implicit = r.chooseConstraint(t.ns, t.name, "", "check", nil), true
	}
	if slices.ContainsFunc(t.domain.checks, func(o *check) bool { return o.name == k.name }) {
		r.fail(c.Location, "constraint %s for domain %s already exists", deparse.Ident(k.name), t.qname())
	}
	t.domain.checks = append(slices.Clip(t.domain.checks), k)
	r.db.countConstraint(t.ns, k.name, 1)
}

// alterDomain applies ALTER DOMAIN.
func (r *reader) alterDomain(s *parse.AlterDomainStmt) {
	t := r.typeNamed(stringsOf(s.TypeName))
	if t.domain == nil {
		r.fail(here, "%s is not a domain", quoteNames(s.TypeName))
	}
	save(r.db, t.domain)
	switch s.Subtype {
	case "T":
		r.setDomainDefault(t, s.Def)
	case "N":
		r.dropDomainNotNull(t)
	case "O":
		r.setDomainNotNull(t, "")
	case "C":
		k := s.Def.GetConstraint()
		if k.GetContype() == parse.ConstrType_CONSTR_NOTNULL || r.stmt.Marked(parse.NotNull, k.GetLocation()) {
			r.setDomainNotNull(t, k.Conname)
			return
		}
		r.addDomainCheck(t, k)
	case "X":
		r.dropDomainConstraint(t, s.Name, s.MissingOk)
	case "V":
		k := r.domainCheck(t, s.Name)
		save(r.db, k)
		k.notValid = false
	default:
		r.fail(here, "this form of ALTER DOMAIN is not understood")
	}
}

func (r *reader) domainCheck(t *typ, name string) *check {
	i := slices.IndexFunc(t.domain.checks, func(k *check) bool { return k.name == name })
	if i < 0 {
		r.missing(here, "constraint %s of domain %s does not exist", deparse.Ident(name), t.qname())
	}
	return t.domain.checks[i]
}

func (r *reader) dropDomainConstraint(t *typ, name string, missingOK bool) {
	if t.domain.nullName == name && name != "" {
		r.dropDomainNotNull(t)
		return
	}
	if missingOK && !slices.ContainsFunc(t.domain.checks, func(k *check) bool { return k.name == name }) {
		return
	}
	k := r.domainCheck(t, name)
	t.domain.checks = without(t.domain.checks, k)
	r.db.countConstraint(t.ns, k.name, -1)
}
