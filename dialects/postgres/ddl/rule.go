package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

func (r *reader) createRule(s *parse.RuleStmt) {
	rel := r.tableOf(s.Relation)
	if rel.owned {
		return // the relation's extension answers for it
	}
	event := ruleEvent(s.Event)
	if event == "" { // turns a table into a view
		r.fail(s.Relation.Location, "a rule ON SELECT makes %s a view: write CREATE VIEW", rel.qname())
	}
	o := &other{id: kind.On(rel.qname(), kind.Rule, naming.Truncate(s.Rulename)), on: rel}
	where := r.ruleCondition(rel, s.WhereClause)
	if where != nil {
		o.queries = append(o.queries, where)
		o.uses = append(o.uses, where.uses...)
	}
	var actions []*heldQuery
	for _, n := range s.Actions {
		action := r.ruleAction(rel, n)
		actions = append(actions, action)
		o.queries = append(o.queries, action)
		o.uses = append(o.uses, action.uses...)
		if !slices.Contains(action.uses, any(rel)) {
			action.uses = append(slices.Clip(action.uses), rel) // by OLD and NEW
		}
	}
	o.define = func(d *model.Definition) {
		d.SetText(property.On, event)
		d.SetFlag(property.Instead, s.Instead)
		d.Set(property.Where, model.Value{Expr: where.condition()})
		var list []model.Value
		for _, a := range actions {
			list = append(list, model.Value{Query: a.statement()})
		}
		d.Set(property.Actions, model.Value{List: list})
		d.SetText(property.Enabled, o.enabled)
	}
	if old := r.db.others[o.id]; old != nil && s.Replace {
		o.enabled, o.comment = old.enabled, old.comment
	}
	r.addOther(o, s.Replace)
}

// ruleEvent is the text of property.On; "" is SELECT.
func ruleEvent(event parse.CmdType) string {
	switch event {
	case parse.CmdType_CMD_INSERT:
		return "insert"
	case parse.CmdType_CMD_UPDATE:
		return "update"
	case parse.CmdType_CMD_DELETE:
		return "delete"
	default:
	}
	return ""
}

// ruleCondition keeps a condition on the rows OLD and NEW.
func (r *reader) ruleCondition(t *table, condition *parse.Node) *heldQuery {
	q := r.holdCondition(t, condition)
	if q == nil {
		return nil
	}
	node := r.reparse(q.text)
	stmt := node.GetSubLink().GetSubselect().GetSelectStmt()
	row := func(name string) *parse.Node {
		return &parse.Node{Node: &parse.Node_RangeVar{RangeVar: &parse.RangeVar{
			Schemaname: t.ns.name, Relname: t.name, Inh: true, Relpersistence: "p", Alias: &parse.Alias{Aliasname: name},
		}}}
	}
	stmt.FromClause = []*parse.Node{row("old"), row("new")}
	q.text = r.print(node)
	return q
}

// ruleAction keeps an action of a rule.
func (r *reader) ruleAction(rel *table, n *parse.Node) *heldQuery {
	uses, _ := r.mentionsOf(n)
	r.qualifyStatement(n)
	text, err := deparse.Statement(n)
	if err != nil {
		r.fail(locationOf(n), "%v", err)
	}
	return &heldQuery{expression: expression{text: r.print(r.reparse(parse.AsExpression(text))), pos: r.pos(locationOf(n))}, uses: uses, rows: rel}
}

// statement returns the statement that is kept.
func (q *heldQuery) statement() model.Expr {
	node, err := parse.Expr(q.text)
	if err != nil {
		return model.Expr{Text: q.text, Pos: q.pos}
	}
	text, err := deparse.Statement(parse.EnclosedStatement(node))
	if err != nil {
		return model.Expr{Text: q.text, Pos: q.pos}
	}
	return model.Expr{Text: strings.TrimSpace(text), Pos: q.pos}
}

// setRule applies ENABLE RULE and DISABLE RULE.
func (r *reader) setRule(t *table, name, state string) {
	o := r.db.others[kind.On(t.qname(), kind.Rule, name)]
	if o == nil {
		if !t.owned {
			r.missing(here, "rule %s for relation %s does not exist", name, t.qname())
		}
		return
	}
	save(r.db, o)
	o.enabled = state
}
