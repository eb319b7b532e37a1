package gen

import "strings"

// objectNodes adds the node of an object, and its comment's.
func (w *writer) objectNodes(o *Object) {
	after := o.needs()
	for _, need := range o.Needs {
		if key, isKey := need.(*Key); isKey {
			after = append(after, complete{tableOf(key.Columns[0])})
		}
	}
	w.statement(o, after, func() string {
		w.object = o
		return w.expr(o.Text)
	})
	w.comment(o, strings.ToUpper(o.Kind), o.Comment, func() string { return w.commented(o) })
}

// commented is the name of an object where a statement tells it from all others.
func (w *writer) commented(o *Object) string {
	name := w.objectName(o) + o.Suffix
	switch o.Kind {
	case "trigger", "policy", "rule":
		return name + " ON " + w.relName(o.Rels[0].Rel)
	}
	return name
}

// objectName writes the name of an object that exists.
func (w *writer) objectName(o *Object) string {
	switch {
	case o.NS == nil:
		return w.ident(o.Name)
	case o.Kind == "operator":
		return w.ident(o.NS.Name) + "." + o.Name
	case o.Kind == "function" || o.Kind == "procedure" || o.Kind == "aggregate":
		// Another schema may have one of the name that takes other types.
		return w.ident(o.NS.Name) + "." + w.ident(o.Name)
	case o.Kind == "view" || o.Kind == "materialized view" || o.Kind == "index":
		return w.qualified(o.NS, o.Name)
	}
	return w.typeName(o.NS, o.Name)
}

// madeName writes the name of an object that is being created.
func (w *writer) madeName(o *Object) string {
	switch {
	case o.NS == nil || o.Kind == "index":
		return w.ident(o.Name)
	case o.Kind == "operator":
		return w.ident(o.NS.Name) + "." + o.Name
	}
	return w.created(o.NS, o.Name)
}

func (w *writer) relName(rel any) string {
	if t, isTable := rel.(*Table); isTable {
		return w.table(t)
	}
	o, _ := rel.(*Object)
	return w.objectName(o)
}

// objectArg writes an argument that only objects have.
func (w *writer) objectArg(arg any) string {
	switch arg := arg.(type) {
	case relRef:
		return w.relName(arg.Rel)
	case colRef:
		if arg.Alias == "" {
			return w.col(arg.Col)
		}
		return arg.Alias + "." + w.col(arg.Col)
	case selfRef:
		return w.objectName(w.object)
	case madeRef:
		return w.madeName(w.object)
	case orWord:
		if w.object.Kind == "trigger" && w.s.Major < 14 {
			return ""
		}
		return oneOf(w.draw, "", "", "OR REPLACE ")
	case sepWord:
		return separator
	case *slot:
		return w.expr(arg.Text)
	case *body:
		return w.body(arg.Text)
	case *items:
		var list []string
		for _, c := range arg.List {
			text := arg.As + "." + w.col(c.From)
			if arg.Own {
				text += " AS " + w.col(c)
			}
			list = append(list, text)
		}
		return strings.Join(list, ", ")
	case *Object:
		return w.objectName(arg)
	}
	panic("gen: an expression with an unknown argument")
}

// body writes a string constant. The server keeps it as it is, so there is only
// one spelling of what it says.
func (w *writer) body(e *Expr) string {
	tidy, exact := w.tidy, w.exact
	w.tidy, w.exact = true, true
	text := w.expr(e)
	w.tidy, w.exact = tidy, exact
	if w.chance(20) {
		return quoted(text)
	}
	return "$body$" + text + "$body$"
}
