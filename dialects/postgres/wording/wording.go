// Package wording says what the definitions of a PostgreSQL database are in the
// words that people know from its manual: a review shows them.
package wording

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/layout"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Wording implements [render.Wording].
type Wording struct{}

var _ render.Wording = Wording{}

// Sketch implements [render.Wording].
func (Wording) Sketch(d model.Definition) render.Sketch {
	switch d.ID.Kind {
	case kind.Function, kind.Procedure, kind.WindowFunction:
		return routine(d)
	case kind.View:
		return view(d)
	case kind.Trigger:
		return trigger(d)
	case kind.EventTrigger:
		return eventTrigger(d)
	case kind.Policy:
		return policy(d)
	case kind.Rule:
		return rule(d)
	case model.KindDefaultPrivileges:
		return defaultPrivileges(d)
	default:
	}
	if _, aspect, ok := d.ID.About(); ok {
		return render.Sketch{Phrases: access(d, aspect)}
	}
	s := render.Sketch{Phrases: listed(properties(d))}
	if d.ID.Kind == kind.Aggregate {
		s.Name = signature(d)
	}
	if n := len(s.Phrases); n > 0 {
		s.Phrases[0] = "(" + s.Phrases[0]
		s.Phrases[n-1] += ")"
	}
	return s
}

// Query implements [render.Wording]: the same clauses stand on the same lines
// whether the query was read from a script or printed by a server.
func (Wording) Query(text string) string { return layout.Statement(canonical(text)) }

// canonical writes a query as the reader of scripts does. A statement of another
// sort stays as it is.
func canonical(text string) string {
	if stmt, err := expr.ParseQuery(text); err == nil {
		if clean, err := deparse.Select(stmt); err == nil {
			return clean
		}
	}
	return text
}

// Property implements [render.Wording].
func (w Wording) Property(d model.Definition, name model.PropertyName) render.Shown {
	v := d.Get(name)
	switch {
	case v.IsZero():
		return render.Shown{Text: unset(d.ID.Kind, name)}
	case !v.Query.IsZero():
		return render.Shown{Text: w.Query(v.Query.Text)}
	case name == property.SQLBody:
		return render.Shown{Text: sqlBody(v)}
	case name == property.Actions:
		return render.Shown{Text: statements(v.List)}
	case name == property.InitialState, name == property.MovingInitialState:
		return render.Shown{Text: "'" + v.List[0].Text + "'"}
	case v.List == nil:
		return render.Shown{Text: scalar(v)}
	}
	items := make([]string, len(v.List))
	for i, item := range v.List {
		items[i] = itemOf(name, item)
	}
	return render.Shown{Text: strings.Join(items, ", "), Items: items}
}

// unset says what a property is that has its usual value.
func unset(k model.Kind, name model.PropertyName) string {
	switch name {
	case property.Volatility:
		return "volatile"
	case property.Parallel:
		return "unsafe"
	case property.Enabled:
		return "enabled"
	case property.Cost, property.Rows, property.FinalFunctionModify, property.MovingFinalModify:
		return "default"
	case property.SecurityBarrier, property.SecurityInvoker:
		return "false"
	case property.Provider:
		return "libc"
	case property.Command:
		return "all"
	case property.Publish:
		return strings.Join(property.PublishAll(), ", ")
	case property.Roles:
		if k == kind.Policy {
			return "everybody"
		}
	}
	return ""
}

// scalar writes a value that is no list.
func scalar(v model.Value) string {
	return words(v.Name, typeText(v.Type), reference(v.Ref), v.Text, v.Expr.Text)
}

func typeText(t model.Type) string {
	if t.IsZero() {
		return ""
	}
	return t.String()
}

// reference names what a value refers to; that of a built-in function tells no
// types.
func reference(id model.ID) string {
	if id.IsZero() {
		return ""
	}
	if id.Schema == "" {
		return strings.TrimSuffix(id.Path(), "()")
	}
	return id.Path()
}

// itemOf writes an item of a list.
func itemOf(name model.PropertyName, v model.Value) string {
	switch name {
	case property.Arguments:
		return argument(v)
	case property.Settings, property.DatabaseSettings:
		return v.Name + " = " + v.Text
	case property.Options:
		return words(v.Name, literal(v.Text))
	case property.Granted:
		return grant(v, " to ")
	case property.Revoked:
		return grant(v, " from ")
	case property.Labels:
		return v.Name + ": " + v.Text
	case property.Columns:
		return words(v.Name, v.Ref.Name)
	case property.PublicationTables:
		return published(v)
	case property.ColumnComments:
		return v.Name + " “" + v.Text + "”"
	case property.ColumnDefaults:
		return v.Name + " = " + v.Expr.Text
	case property.PartitionStates:
		return v.Ref.Path() + " " + v.Text
	}
	text := scalar(v)
	if !v.Query.IsZero() {
		text = words(text, v.Query.Text)
	}
	if len(v.List) > 0 {
		inner := make([]string, len(v.List))
		for i, item := range v.List {
			inner[i] = itemOf("", item)
		}
		text = words(text, "("+strings.Join(inner, ", ")+")")
	}
	return text
}

// literal puts a value between quotes that has none.
func literal(text string) string {
	if strings.HasPrefix(text, "'") || strings.HasPrefix(text, "E'") || text == property.Redacted {
		return text
	}
	return deparse.Literal(text)
}

// properties names each property with its value, but for those that the name tells.
func properties(d model.Definition) []string {
	var list []string
	for _, p := range d.Properties {
		if p.Name == property.OfServer || p.Name == property.Arguments || d.ID.Kind == model.KindMembership && (p.Name == property.Role || p.Name == property.Member) {
			continue
		}
		shown := Wording{}.Property(d, p.Name)
		label := string(p.Name)
		switch {
		case shown.Text == model.On:
			list = append(list, label)
		case strings.Contains(shown.Text, "\n"):
			list = append(list, label+" of "+lines(shown.Text))
		case len(shown.Items) > 1:
			list = append(list, label+": "+abbreviated(strings.Join(shown.Items, "; ")))
		default:
			list = append(list, label+" "+abbreviated(shown.Text))
		}
	}
	return list
}

// listed puts commas behind all phrases but the last.
func listed(phrases []string) []string {
	for i := range len(phrases) - 1 {
		phrases[i] += ","
	}
	return phrases
}

// words joins what isn't empty with spaces.
func words(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

func flag(on bool, text string) string {
	if on {
		return text
	}
	return ""
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// compact drops empty phrases.
func compact(phrases ...string) []string {
	return slices.DeleteFunc(phrases, func(s string) bool { return s == "" })
}

// enough is how long a part of a sketch may be.
const enough = 88

// abbreviated cuts a text that is too long for a sketch.
func abbreviated(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= enough {
		return text
	}
	cut := string(runes[:enough-2])
	if at := strings.LastIndexByte(cut, ' '); at > enough/2 {
		cut = cut[:at]
	}
	return cut + " …"
}
