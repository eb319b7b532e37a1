package ddl

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// defineRoutine reads the attributes of a CREATE FUNCTION. They are kept in a
// definition without an ID: the routine may get another name.
func (r *reader) defineRoutine(f *routine, s *parse.CreateFunctionStmt) {
	d := &f.definition
	d.Set(property.Arguments, model.Value{List: f.arguments})
	table := slices.ContainsFunc(f.arguments, func(v model.Value) bool { return v.Text == "table" })
	if f.Kind != model.Procedure && !table {
		d.Set(property.Returns, model.Value{Type: f.Returns})
		d.SetFlag(property.ReturnsSet, f.ReturnsSet)
	}
	if f.language == "" && s.SqlBody != nil {
		f.language = "sql"
	}
	d.SetText(property.Language, f.language)
	r.routineOptions(f, s.Options)
	if s.SqlBody != nil {
		d.Set(property.SQLBody, r.sqlBody(f, s.SqlBody))
	}
}

// routineOptions applies the options of CREATE FUNCTION and ALTER FUNCTION.
func (r *reader) routineOptions(f *routine, options []*parse.Node) {
	d := &f.definition
	for _, n := range options {
		o := n.GetDefElem()
		switch o.GetDefname() {
		case "as":
			r.routineBody(f, o)
		case "volatility":
			d.SetText(property.Volatility, unless(defString(o), "volatile"))
		case "strict":
			d.SetFlag(property.Strict, defBool(o))
		case "leakproof":
			d.SetFlag(property.Leakproof, defBool(o))
		case "security":
			d.SetFlag(property.SecurityDefiner, defBool(o))
		case "parallel":
			d.SetText(property.Parallel, unless(lower(defString(o)), "unsafe"))
		case "cost":
			d.SetText(property.Cost, r.number(o, property.DefaultCost(f.language)))
		case "rows":
			d.SetText(property.Rows, r.number(o, property.DefaultRows(f.ReturnsSet)))
		case "support":
			f.refer(property.Support, r.functionReference(defNames(o), []model.Type{{Name: "internal"}}, o.Location))
		case "set":
			r.routineSetting(d, o.GetArg().GetVariableSetStmt())
		case "transform":
			var list []model.Value
			for _, t := range o.GetArg().GetList().GetItems() {
				list = append(list, model.Value{Type: signatureType(r.columnType(t.GetTypeName()))})
			}
			d.Set(property.Transforms, model.Value{List: list})
		}
	}
}

// routineBody applies AS: one string, or the file and the symbol in it. A symbol
// that is not named is the routine's name (interpret_AS_clause).
func (r *reader) routineBody(f *routine, o *parse.DefElem) {
	d := &f.definition
	items := stringsOf(o.GetArg().GetList().GetItems())
	language := d.Get(property.Language).Text
	switch {
	case language == "c" && len(items) > 0:
		d.SetText(property.ObjectFile, items[0])
		symbol := f.Name
		if len(items) > 1 && items[1] != "-" {
			symbol = items[1]
		}
		d.SetText(property.LinkSymbol, symbol)
	case language == "internal" && len(items) == 1 && items[0] == "":
		d.SetText(property.Body, f.Name)
	case len(items) == 1:
		d.SetText(property.Body, items[0])
	default:
		r.fail(o.GetLocation(), "only one AS item needed for language %s", deparse.Literal(language))
	}
}

// unless returns a text, or none if it is the usual one.
func unless(text, usual string) string {
	if text == usual {
		return ""
	}
	return text
}

// number reads a number as the server keeps it, none if it is the usual one.
func (r *reader) number(o *parse.DefElem, usual float32) string {
	n, err := strconv.ParseFloat(defString(o), 32)
	if err != nil || n <= 0 {
		r.fail(o.GetLocation(), "%s must be positive", strings.ToUpper(o.GetDefname()))
	}
	return unless(property.Number(float32(n)), property.Number(usual))
}

// routineSetting applies SET and RESET of a routine (update_proconfig_value).
func (r *reader) routineSetting(d *model.Definition, s *parse.VariableSetStmt) {
	if s.GetKind() == parse.VariableSetKind_VAR_RESET_ALL {
		d.Set(property.Settings, model.Value{})
		return
	}
	name := property.SettingName(s.GetName())
	list := slices.Clone(d.Get(property.Settings).List)
	at := slices.IndexFunc(list, func(v model.Value) bool { return v.Name == name })
	text := ""
	switch s.GetKind() {
	case parse.VariableSetKind_VAR_SET_VALUE:
		text = settingText(name, values(s.GetArgs()))
	case parse.VariableSetKind_VAR_SET_CURRENT:
		if name != "search_path" {
			r.fail(here, "the current value of %s is not known to a script", name)
		}
		text = settingText(name, r.session.pathText)
	default: // DEFAULT and RESET: there is none
		if at >= 0 {
			d.Set(property.Settings, model.Value{List: slices.Delete(list, at, at+1)})
		}
		return
	}
	if at < 0 {
		list, at = append(list, model.Value{Name: name}), len(list)
	}
	list[at].Text = text
	d.Set(property.Settings, model.Value{List: list})
}

// settingText joins the words of SET (flatten_set_variable_args).
func settingText(name string, words []string) string {
	if property.IsNameList(name) {
		quoted := make([]string, len(words))
		for i, w := range words {
			if quoted[i] = deparse.Ident(w); w == "" {
				quoted[i] = `""`
			}
		}
		words = quoted
	}
	return strings.Join(words, ", ")
}

// alterRoutine applies ALTER FUNCTION: its options.
func (r *reader) alterRoutine(s *parse.AlterFunctionStmt) {
	f := r.routineOf(s.Func)
	if f == nil {
		r.missing(here, "function %s does not exist", quoteDot(stringsOf(s.Func.GetObjname())))
	}
	r.editRoutine(f)
	r.routineOptions(f, s.Actions)
}

// editRoutine gets a routine ready for changes of its definition.
func (r *reader) editRoutine(f *routine) {
	save(r.db, f)
	f.definition.Properties = slices.Clone(f.definition.Properties)
	f.refs = maps.Clone(f.refs)
	r.changed()
}

// definitionOf returns what is known of a routine.
func definitionOf(f *routine) model.Definition {
	d := f.definition
	d.Properties = slices.Clone(d.Properties)
	for name, ref := range f.refs {
		d.Set(name, model.Value{Ref: ref.id()})
	}
	for _, a := range f.Args {
		d.Signature = append(d.Signature, a.Type)
	}
	d.ID = kind.RoutineID(kind.Routine(f.Kind), f.ns.name, f.Name, d.Signature)
	d.Pos = f.Pos
	return d
}
