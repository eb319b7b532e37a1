package catalog

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// rulesSQL leaves out the rules that make views.
const rulesSQL = `
SELECT w.oid, c.oid, n.nspname, c.relname, w.rulename, w.ev_type::text, w.ev_enabled::text, w.is_instead, pg_get_ruledef(w.oid)
FROM pg_rewrite w
JOIN pg_class c ON c.oid = w.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE w.rulename <> '_RETURN' AND` + userSchema

func (r *reader) readRules(rows inspect.Rows) error {
	for rows.Next() {
		var oid, relation uint32
		var on model.QName
		var name, event, enabled string
		var instead bool
		var definition *string
		if err := rows.Scan(&oid, &relation, &on.Schema, &on.Name, &name, &event, &enabled, &instead, &definition); err != nil {
			return err
		}
		if r.owned(classRule, oid) || r.owned(classRelation, relation) {
			continue
		}
		if definition == nil {
			return changed("rule %s is gone", name)
		}
		d := model.Definition{
			ID:      kind.On(model.QName{Schema: r.intern(on.Schema), Name: r.intern(on.Name)}, kind.Rule, name),
			Comment: r.comment(classRule, oid),
		}
		d.SetText(property.On, ruleEvent(event))
		d.SetFlag(property.Instead, instead)
		d.SetText(property.Enabled, triggerState(enabled))
		where, actions := ruleParts(*definition)
		d.Set(property.Where, model.Value{Expr: model.Expr{Text: stripParens(where)}})
		var list []model.Value
		for _, action := range actions {
			list = append(list, model.Value{Query: model.Expr{Text: action}})
		}
		d.Set(property.Actions, model.Value{List: list})
		r.schema.Definitions = append(r.schema.Definitions, d)
	}
	return rows.Err()
}

// ruleEvent is the text of property.On for ev_type.
func ruleEvent(letter string) string {
	switch letter {
	case "2":
		return "update"
	case "3":
		return "insert"
	}
	return "delete"
}

// ruleParts takes CREATE RULE … DO [INSTEAD] … apart: its condition and its
// actions.
func ruleParts(definition string) (where string, actions []string) {
	const whereWord, doWord = "\n   WHERE", " DO"
	from := -1
	for i := 0; i < len(definition); i = skip(definition, i) {
		switch rest := definition[i:]; {
		case from < 0 && (strings.HasPrefix(rest, whereWord+" ") || strings.HasPrefix(rest, whereWord+"\n")): // before CASE
			from = i + len(whereWord)
		case strings.HasPrefix(rest, doWord+" "), strings.HasPrefix(rest, doWord+"\n"): // before NOTIFY
			if from >= 0 {
				where = strings.TrimSpace(definition[from:i])
			}
			rest = strings.TrimSpace(rest[len(doWord):])
			return where, ruleActions(strings.TrimSpace(strings.TrimPrefix(rest, "INSTEAD")))
		}
	}
	return "", nil
}

// ruleActions splits the actions of a rule.
func ruleActions(text string) []string {
	text = strings.TrimSpace(strings.TrimSuffix(text, ";"))
	if text == "NOTHING" {
		return nil
	}
	if !strings.HasPrefix(text, "(") {
		return []string{text}
	}
	text = text[1:strings.LastIndexByte(text, ')')]
	var list []string
	start, depth := 0, 0
	for i := 0; i < len(text); i = skip(text, i) {
		switch text[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ';':
			if depth == 0 {
				list = append(list, strings.TrimSpace(text[start:i]))
				start = i + 1
			}
		}
	}
	return list
}
