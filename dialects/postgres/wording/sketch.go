package wording

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/layout"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

func routine(d model.Definition) render.Sketch {
	var arguments, table []string
	for _, v := range d.Get(property.Arguments).List {
		if v.Text == "table" {
			v.Text = ""
			table = append(table, argument(v))
			continue
		}
		arguments = append(arguments, argument(v))
	}
	return render.Sketch{Name: called(plainPath(d), arguments), Phrases: compact(
		result(d, table),
		prefixed("language ", d.Get(property.Language).Text),
		d.Get(property.Volatility).Text,
		flag(d.Has(property.Strict), "strict"),
		flag(d.Has(property.Leakproof), "leakproof"),
		flag(d.Has(property.SecurityDefiner), "security definer"),
		prefixed("parallel ", d.Get(property.Parallel).Text),
		prefixed("cost ", d.Get(property.Cost).Text),
		prefixed("rows ", d.Get(property.Rows).Text),
		prefixed("support ", reference(d.Get(property.Support).Ref)),
		prefixed("transform for ", Wording{}.Property(d, property.Transforms).Text),
		settings(d),
		source(d),
	)}
}

// plainPath is the path of an object without types.
func plainPath(d model.Definition) string {
	id := d.ID
	id.Name = d.PlainName()
	return id.Path()
}

// signature writes the name of an aggregate with its arguments.
func signature(d model.Definition) []string {
	var arguments []string
	for _, v := range d.Get(property.Arguments).List {
		arguments = append(arguments, argument(v))
	}
	return called(plainPath(d), arguments)
}

// called writes a name with arguments in pieces.
func called(name string, arguments []string) []string {
	if len(arguments) == 0 {
		return []string{name + "()"}
	}
	pieces := listed(arguments)
	pieces[0] = name + "(" + pieces[0]
	pieces[len(pieces)-1] += ")"
	return pieces
}

func argument(v model.Value) string {
	return words(v.Text, v.Name, typeText(v.Type), prefixed("= ", v.Expr.Text))
}

func result(d model.Definition, table []string) string {
	if len(table) > 0 {
		return "returns table (" + strings.Join(table, ", ") + ")"
	}
	return prefixed("returns "+flag(d.Has(property.ReturnsSet), "setof "), typeText(d.Get(property.Returns).Type))
}

func settings(d model.Definition) string {
	var list []string
	for _, v := range d.Get(property.Settings).List {
		list = append(list, "set "+v.Name+" = "+v.Text)
	}
	return strings.Join(list, " ")
}

// source says where the work of a routine is done: a short body as it is, of a
// long one the length.
func source(d model.Definition) string {
	body := d.Get(property.Body).Text
	if d.Has(property.SQLBody) {
		body = Wording{}.Property(d, property.SQLBody).Text
	}
	switch {
	case d.Has(property.ObjectFile):
		return "as " + deparse.Literal(d.Get(property.ObjectFile).Text) + prefixed(", ", d.Get(property.LinkSymbol).Text)
	case strings.TrimSpace(body) == "":
		return ""
	case strings.Contains(strings.TrimSpace(body), "\n"):
		return "as " + lines(body)
	}
	return "as “" + abbreviated(body) + "”"
}

// lines counts the lines of a text.
func lines(text string) string {
	n := strings.Count(strings.TrimSpace(text), "\n") + 1
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// sqlBody writes a body in the form of the SQL standard.
func sqlBody(v model.Value) string {
	if v.Text != property.Atomic {
		return "RETURN " + v.Expr.Text
	}
	return "BEGIN ATOMIC\n" + statements(v.List) + "\nEND"
}

// statements writes each statement of a list.
func statements(list []model.Value) string {
	if len(list) == 0 {
		return "nothing"
	}
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = layout.Short(canonical(v.Query.Text))
		if v.Query.IsZero() {
			texts[i] = "RETURN " + v.Expr.Text
		}
	}
	return strings.Join(texts, ";\n")
}

func view(d model.Definition) render.Sketch {
	var options []string
	for _, name := range property.ViewOptions() {
		if v := d.Get(name); !v.IsZero() {
			options = append(options, string(name)+" = "+v.Text)
		}
	}
	columns := Wording{}.Property(d, property.Columns)
	return render.Sketch{
		Name:    called(d.ID.Path()+" ", columns.Items),
		Phrases: compact(prefixed("with ", strings.Join(options, ", ")), "as "+abbreviated(canonical(d.Get(property.Query).Query.Text))),
	}
}

func trigger(d model.Definition) render.Sketch {
	var events, arguments []string
	for _, v := range d.Get(property.Events).List {
		text := v.Text
		if columns := d.Get(property.Columns); text == "update" && !columns.IsZero() {
			text += " of " + Wording{}.Property(d, property.Columns).Text
		}
		events = append(events, text)
	}
	for _, v := range d.Get(property.TriggerArguments).List {
		arguments = append(arguments, deparse.Literal(v.Text))
	}
	each := "for each statement"
	if d.Has(property.ForEachRow) {
		each = "for each row"
	}
	function := strings.TrimSuffix(reference(d.Get(property.Function).Ref), "()")
	return render.Sketch{Phrases: compact(
		flag(d.Has(property.Constraint), "constraint"),
		d.Get(property.Timing).Text+" "+strings.Join(events, " or "),
		prefixed("from ", reference(d.Get(property.ConstraintFrom).Ref)),
		flag(d.Has(property.Deferrable), "deferrable"),
		flag(d.Has(property.InitiallyDeferred), "initially deferred"),
		prefixed("old table ", d.Get(property.OldTable).Text),
		prefixed("new table ", d.Get(property.NewTable).Text),
		each, condition("when", d.Get(property.When)),
		"execute "+function+"("+strings.Join(arguments, ", ")+")",
		state(d),
	)}
}

// condition writes a word and an expression.
func condition(word string, v model.Value) string {
	if v.Expr.IsZero() {
		return ""
	}
	return word + " (" + v.Expr.Text + ")"
}

// state says when a trigger or a rule fires, if that isn't as usual.
func state(d model.Definition) string {
	switch text := d.Get(property.Enabled).Text; text {
	case "replica", "always":
		return "enabled " + text
	default:
		return text
	}
}

func eventTrigger(d model.Definition) render.Sketch {
	return render.Sketch{Phrases: compact(
		"on "+d.Get(property.Event).Text,
		prefixed("for ", Wording{}.Property(d, property.Tags).Text),
		"execute "+reference(d.Get(property.Function).Ref),
		state(d),
	)}
}

func policy(d model.Definition) render.Sketch {
	command := "all"
	if d.Has(property.Command) {
		command = d.Get(property.Command).Text
	}
	return render.Sketch{Phrases: compact(
		flag(d.Has(property.Restrictive), "restrictive"),
		"for "+command,
		"to "+Wording{}.Property(d, property.Roles).Text,
		condition("using", d.Get(property.Using)),
		condition("with check", d.Get(property.WithCheck)),
	)}
}

func rule(d model.Definition) render.Sketch {
	does := "do also "
	if d.Has(property.Instead) {
		does = "do instead "
	}
	return render.Sketch{Phrases: compact(
		"on "+d.Get(property.On).Text, condition("where", d.Get(property.Where)),
		does+abbreviated(statements(d.Get(property.Actions).List)), state(d),
	)}
}

// access says what an attached definition says.
func access(d model.Definition, aspect model.Aspect) []string {
	if aspect == model.AspectOwner {
		return []string{reference(d.Get(property.Owner).Ref)}
	}
	phrases := privileges(d)
	if aspect == model.AspectLabels {
		phrases = listed(Wording{}.Property(d, property.Labels).Items)
	}
	if len(phrases) == 0 {
		return []string{"as usual"}
	}
	return phrases
}

func privileges(d model.Definition) []string {
	return listed(compact(
		prefixed("grant ", Wording{}.Property(d, property.Granted).Text),
		prefixed("revoke ", Wording{}.Property(d, property.Revoked).Text),
	))
}

// grant writes who has which privileges, or has them no more.
func grant(v model.Value, preposition string) string {
	var rights []string
	by := ""
	for _, p := range v.List {
		if p.Text == "" {
			by = " by " + p.Ref.Name
			continue
		}
		rights = append(rights, p.Text)
	}
	return strings.Join(rights, ", ") + preposition + words(v.Name, v.Ref.Name) + by
}

func defaultPrivileges(d model.Definition) render.Sketch {
	name := []string{"on " + d.Get(property.ObjectTypes).Text}
	if d.ID.Schema != "" {
		name = append(name, "in schema "+d.ID.Schema)
	}
	if role := d.Get(property.Role).Ref; !role.IsZero() {
		name = append(name, "of "+role.Name)
	}
	return render.Sketch{Name: name, Phrases: privileges(d)}
}

// published writes a table of a publication.
func published(v model.Value) string {
	var columns []string
	for _, c := range v.List {
		columns = append(columns, c.Ref.Name)
	}
	text := v.Ref.Path()
	if len(columns) > 0 {
		text += " (" + strings.Join(columns, ", ") + ")"
	}
	return words(text, condition("where", model.Value{Expr: v.Expr}))
}
