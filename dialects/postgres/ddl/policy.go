package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// policy is what CREATE POLICY says.
type policy struct {
	command      string
	restrictive  bool
	roles        []model.Value
	using, check *heldQuery
}

func (r *reader) createPolicy(s *parse.CreatePolicyStmt) {
	t := r.tableOf(s.Table)
	o := &other{id: kind.On(t.qname(), kind.Policy, naming.Truncate(s.PolicyName)), on: t}
	p := &policy{restrictive: !s.Permissive, roles: policyRoles(s.Roles)}
	if s.CmdName != "all" {
		p.command = s.CmdName
	}
	p.using, p.check = r.holdCondition(t, s.Qual), r.holdCondition(t, s.WithCheck)
	o.policy = p
	o.setPolicy(p)
	r.addOther(o, false)
}

// setPolicy gives a policy what it says.
func (o *other) setPolicy(p *policy) {
	o.policy, o.queries, o.uses = p, nil, nil
	for _, q := range []*heldQuery{p.using, p.check} {
		if q != nil {
			o.queries = append(o.queries, q)
			o.uses = append(o.uses, q.uses...)
		}
	}
	o.define = func(d *model.Definition) {
		d.SetText(property.Command, p.command)
		d.SetFlag(property.Restrictive, p.restrictive)
		d.Set(property.Roles, model.Value{List: p.roles})
		d.Set(property.Using, model.Value{Expr: p.using.condition()})
		d.Set(property.WithCheck, model.Value{Expr: p.check.condition()})
	}
}

func (r *reader) alterPolicy(s *parse.AlterPolicyStmt) {
	t := r.tableOf(s.Table)
	o := r.db.others[kind.On(t.qname(), kind.Policy, s.PolicyName)]
	if o == nil || o.policy == nil {
		if !t.owned {
			r.missing(here, "policy %s for table %s does not exist", s.PolicyName, t.qname())
		}
		return
	}
	save(r.db, o)
	p := *o.policy
	if len(s.Roles) > 0 {
		p.roles = policyRoles(s.Roles)
	}
	if s.Qual != nil {
		p.using = r.holdCondition(t, s.Qual)
	}
	if s.WithCheck != nil {
		p.check = r.holdCondition(t, s.WithCheck)
	}
	o.setPolicy(&p)
}

// policyRoles lists the roles of a policy. PUBLIC makes all others superfluous.
func policyRoles(nodes []*parse.Node) []model.Value {
	var list []model.Value
	for _, n := range nodes {
		role := n.GetRoleSpec()
		switch role.GetRoletype() {
		case parse.RoleSpecType_ROLESPEC_PUBLIC:
			return nil
		case parse.RoleSpecType_ROLESPEC_CSTRING:
			list = append(list, model.Value{Name: role.Rolename})
		default:
			list = append(list, model.Value{Text: strings.TrimPrefix(role.GetRoletype().String(), "ROLESPEC_")})
		}
	}
	slices.SortFunc(list, func(a, b model.Value) int { return strings.Compare(a.Name+a.Text, b.Name+b.Text) })
	return slices.CompactFunc(list, func(a, b model.Value) bool { return a.Name == b.Name && a.Text == b.Text })
}
