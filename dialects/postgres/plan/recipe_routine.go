package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// routineRecipe returns how functions and procedures are written.
func routineRecipe(k model.Kind) (recipe, bool) {
	r := recipe{
		class: classRoutine, noun: routineNoun, takes: routineName, create: createRoutine, replaces: replacesRoutine,
		alter: alterRoutine, settings: routineSettings,
		alterable: []model.PropertyName{
			property.Volatility, property.Strict, property.Leakproof, property.SecurityDefiner, property.Parallel, property.Cost, property.Rows, property.Settings,
		},
	}
	switch k {
	case kind.Function, kind.WindowFunction, kind.Procedure:
		return r, true
	default:
		return recipe{}, false
	}
}

func routineNoun(d model.Definition) writer {
	w := write("FUNCTION ")
	if d.ID.Kind == kind.Procedure {
		w = write("PROCEDURE ")
	}
	w.Name(model.QName{Schema: d.ID.Schema, Name: d.PlainName()})
	return w.types(d.Signature)
}

// types writes a list of types in parentheses.
func (w writer) types(list []model.Type) writer {
	w.Key("(")
	for i, t := range list {
		if i > 0 {
			w.Key(", ")
		}
		w.typ(t)
	}
	return w.Key(")")
}

// routineName is the name that a routine shares with no other one.
func routineName(d model.Definition) []render.Name {
	return []render.Name{{Space: "routine", Name: d.ID.QName()}}
}

// routineSettings keeps the server from looking into the body of a function
// that is a string: what it names may come later.
func routineSettings(d model.Definition) []render.Setting {
	if d.Has(property.Body) && d.Get(property.Language).Text != "internal" {
		return []render.Setting{{Local: "SET LOCAL check_function_bodies = off", Session: "SET check_function_bodies = off"}}
	}
	return nil
}

func createRoutine(_ *session, d model.Definition, replace bool) (string, error) {
	w := write("CREATE ")
	if replace {
		w.Key("OR REPLACE ")
	}
	if w.Key("FUNCTION "); d.ID.Kind == kind.Procedure {
		w = write("CREATE PROCEDURE ")
		if replace {
			w = write("CREATE OR REPLACE PROCEDURE ")
		}
	}
	w.Name(model.QName{Schema: d.ID.Schema, Name: d.PlainName()})
	var columns []string
	var args []string
	for _, a := range d.Get(property.Arguments).List {
		if a.Text == "table" {
			columns = append(columns, write("").Ident(a.Name).Key(" ").typ(a.Type).String())
			continue
		}
		args = append(args, argument(a))
	}
	w.Expr(model.Expr{Text: list(args, w.Len())})
	switch returns := d.Get(property.Returns); {
	case len(columns) > 0:
		w.Key("\n    RETURNS TABLE ").Expr(model.Expr{Text: list(columns, len("    RETURNS TABLE "))})
	case !returns.IsZero():
		w.Key("\n    RETURNS ")
		if d.Has(property.ReturnsSet) {
			w.Key("SETOF ")
		}
		w.typ(returns.Type)
	}
	w.Key("\n    LANGUAGE ").Ident(d.Get(property.Language).Text)
	if transforms := d.Get(property.Transforms).List; len(transforms) > 0 {
		w.Key("\n    TRANSFORM ")
		for i, t := range transforms {
			if i > 0 {
				w.Key(", ")
			}
			w.Key("FOR TYPE ").typ(t.Type)
		}
	}
	if d.ID.Kind == kind.WindowFunction {
		w.Key("\n    WINDOW")
	}
	for _, clause := range routineClauses(model.Definition{}, d) {
		w.Key("\n    ").add(clause)
	}
	return writeBody(w, d), nil
}

// writeBody ends a CREATE FUNCTION: with the body as a string, with the file and
// the symbol in it, or with the statement that the SQL standard has there.
func writeBody(w writer, d model.Definition) string {
	if body := d.Get(property.SQLBody); !body.IsZero() {
		return w.sqlBody(body).String()
	}
	w.Key("\n    AS ")
	if file := d.Get(property.ObjectFile); !file.IsZero() {
		w.Literal(file.Text).Key(", ")
		return w.Literal(d.Get(property.LinkSymbol).Text).String()
	}
	return w.dollarQuoted(d.Get(property.Body).Text).String()
}

// sqlBody writes a body in the SQL standard's form.
func (w writer) sqlBody(body model.Value) writer {
	if body.Text != property.Atomic {
		return w.Key("\n    RETURN ").Expr(body.Expr)
	}
	w.Key("\n    BEGIN ATOMIC")
	for _, statement := range body.List {
		if statement.Query.IsZero() {
			w.Key("\n        RETURN ").Expr(statement.Expr).Key(";")
			continue
		}
		w.Key("\n        ").Expr(statement.Query).Key(";")
	}
	return w.Key("\n    END")
}

// dollarQuoted writes a text between dollar quotes whose tag isn't in it.
func (w writer) dollarQuoted(text string) writer {
	tag := "$$"
	for n := 1; strings.Index(text+tag, tag) < len(text); n++ {
		tag = "$" + strings.Repeat("_", n) + "$"
	}
	return w.Expr(model.Expr{Text: tag + text + tag})
}

// argument writes one argument of a routine.
func argument(a model.Value) string {
	w := write("")
	switch a.Text {
	case "out":
		w.Key("OUT ")
	case "inout":
		w.Key("INOUT ")
	case "variadic":
		w.Key("VARIADIC ")
	}
	if a.Name != "" {
		w.Ident(a.Name).Key(" ")
	}
	w.typ(a.Type)
	if !a.Expr.IsZero() {
		w.Key(" DEFAULT ").Expr(a.Expr)
	}
	return w.String()
}

// routineClauses writes the attributes in which a routine differs from another
// one, as both CREATE and ALTER have them.
func routineClauses(old, fresh model.Definition) []writer {
	var list []writer
	differs := func(p model.PropertyName) bool { return old.Get(p).Text != fresh.Get(p).Text }
	flag := func(p model.PropertyName, on, off render.Keyword) {
		if !differs(p) {
			return
		}
		if fresh.Has(p) {
			list = append(list, write(on))
		} else {
			list = append(list, write(off))
		}
	}
	if differs(property.Volatility) {
		switch fresh.Get(property.Volatility).Text {
		case "immutable":
			list = append(list, write("IMMUTABLE"))
		case "stable":
			list = append(list, write("STABLE"))
		default:
			list = append(list, write("VOLATILE"))
		}
	}
	flag(property.Strict, "STRICT", "CALLED ON NULL INPUT")
	flag(property.Leakproof, "LEAKPROOF", "NOT LEAKPROOF")
	flag(property.SecurityDefiner, "SECURITY DEFINER", "SECURITY INVOKER")
	if differs(property.Parallel) {
		switch fresh.Get(property.Parallel).Text {
		case "safe":
			list = append(list, write("PARALLEL SAFE"))
		case "restricted":
			list = append(list, write("PARALLEL RESTRICTED"))
		default:
			list = append(list, write("PARALLEL UNSAFE"))
		}
	}
	if differs(property.Cost) {
		list = append(list, write("COST ").Expr(model.Expr{Text: numberOr(fresh.Get(property.Cost).Text, property.Number(property.DefaultCost(fresh.Get(property.Language).Text)))}))
	}
	if differs(property.Rows) {
		list = append(list, write("ROWS ").Expr(model.Expr{Text: numberOr(fresh.Get(property.Rows).Text, "1000")}))
	}
	if support := fresh.Get(property.Support); support.Ref != old.Get(property.Support).Ref && !support.IsZero() {
		list = append(list, write("SUPPORT ").function(support.Ref))
	}
	return append(list, settingClauses(old.Get(property.Settings).List, fresh.Get(property.Settings).List)...)
}

// numberOr returns a number, or another one if it is none.
func numberOr(text, other string) string {
	if _, err := strconv.ParseFloat(text, 64); err != nil || strings.Trim(text, "0123456789.e+-") != "" {
		return other
	}
	return text
}

// settingClauses writes SET and RESET for the settings in which a routine
// differs from another one.
func settingClauses(old, fresh []model.Value) []writer {
	var list []writer
	named := func(v model.Value) func(model.Value) bool {
		return func(o model.Value) bool { return o.Name == v.Name }
	}
	// The server keeps the place of what it has and adds the rest.
	var kept []model.Value
	for _, v := range old {
		if !slices.ContainsFunc(fresh, named(v)) {
			w := write("RESET ")
			w.optionName(v.Name)
			list = append(list, w)
			continue
		}
		kept = append(kept, v)
	}
	if !slices.EqualFunc(kept, fresh[:min(len(kept), len(fresh))], func(a, b model.Value) bool { return a.Name == b.Name }) {
		list, old = []writer{write("RESET ALL")}, nil
	}
	for _, v := range fresh {
		if slices.ContainsFunc(old, func(o model.Value) bool { return o.Name == v.Name && o.Text == v.Text }) {
			continue
		}
		w := write("SET ")
		w.optionName(v.Name)
		list = append(list, w.Key(" TO ").settingValue(v.Name, v.Text))
	}
	return list
}

// settingValue writes the value of a setting as pg_dump does: that of a setting
// which is a list of names is taken apart, since it is kept with its quotes.
func (w writer) settingValue(name, value string) writer {
	if !property.IsNameList(name) {
		return w.Literal(value)
	}
	items := property.SplitNameList(value)
	if len(items) == 0 {
		return w.Literal("")
	}
	for i, item := range items {
		if i > 0 {
			w.Key(", ")
		}
		w.Literal(item)
	}
	return w
}

// replacesRoutine reports whether CREATE OR REPLACE leads from one routine to
// the other: it keeps what the routine returns and the names of its arguments,
// and takes no default away (ProcedureCreate).
func replacesRoutine(_ *session, old, fresh model.Definition) bool {
	if old.ID.Kind != fresh.ID.Kind || old.Get(property.Returns).Type != fresh.Get(property.Returns).Type || old.Has(property.ReturnsSet) != fresh.Has(property.ReturnsSet) {
		return false
	}
	a, b := old.Get(property.Arguments).List, fresh.Get(property.Arguments).List
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		named := a[i].Name == b[i].Name || a[i].Name == "" && (a[i].Text == "" || a[i].Text == "variadic")
		if !named || a[i].Text != b[i].Text || a[i].Type != b[i].Type || !a[i].Expr.IsZero() && b[i].Expr.IsZero() {
			return false
		}
		if strings.HasPrefix(a[i].Type.String(), "any") && !a[i].Expr.IsZero() && a[i].Expr.Text != b[i].Expr.Text {
			return false // the new default may be of another type
		}
	}
	return true
}

func alterRoutine(_ *session, c definitionChange) ([]string, error) {
	w := write("ALTER ").add(routineNoun(c.fresh))
	for _, clause := range routineClauses(c.old, c.fresh) {
		w.Key(" ").add(clause)
	}
	return []string{w.String()}, nil
}
