package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// createRoutine applies CREATE FUNCTION and CREATE PROCEDURE.
func (r *reader) createRoutine(s *parse.CreateFunctionStmt) {
	ns, name := r.target(stringsOf(s.Funcname), here)
	f := &routine{ns: ns, Routine: model.Routine{Schema: ns.name, Name: name, Kind: model.Function, Pos: r.pos(here)}}
	if s.IsProcedure {
		f.Kind = model.Procedure
	}
	for _, n := range s.Options {
		if d := n.GetDefElem(); d.GetDefname() == "window" && defBool(d) {
			f.Kind = model.WindowFunction
		}
	}
	r.keepBody(f, s.Options)
	outputs := r.parameters(f, s.Parameters)
	switch {
	case s.ReturnType != nil:
		f.Returns, f.ReturnsSet = r.returnType(s.ReturnType), s.ReturnType.Setof
	case f.Kind == model.Procedure && len(outputs) == 0:
		f.Returns = model.Type{Name: "void"}
	}
	if table := slices.ContainsFunc(s.Parameters, func(n *parse.Node) bool {
		return n.GetFunctionParameter().GetMode() == parse.FunctionParameterMode_FUNC_PARAM_TABLE
	}); table {
		f.ReturnsSet = true
	}
	switch {
	case len(outputs) > 1, f.Kind == model.Procedure && len(outputs) == 1:
		f.Returns = model.Type{Name: "record"}
	case len(outputs) == 1:
		f.Returns = outputs[0]
	}
	r.defineRoutine(f, s)
	r.addRoutine(f, s.Replace)
}

// keepBody keeps the text of a routine whose call may change the schema. A
// trigger isn't called by scripts without rows.
func (r *reader) keepBody(f *routine, options []*parse.Node) {
	body := ""
	for _, n := range options {
		switch d := n.GetDefElem(); d.GetDefname() {
		case "language":
			f.language = lower(defString(d))
		case "as":
			if items := d.GetArg().GetList().GetItems(); len(items) == 1 {
				body = items[0].GetString_().GetSval()
			}
		}
	}
	text := strings.ToLower(body)
	for _, word := range []string{"create", "alter", "drop", "execute"} {
		if strings.Contains(text, word) {
			f.body = body
			return
		}
	}
}

// parameters resolves a routine's parameters and returns the types of those
// that it gives back.
func (r *reader) parameters(f *routine, nodes []*parse.Node) (outputs []model.Type) {
	for _, n := range nodes {
		p := n.GetFunctionParameter()
		t := signatureType(r.parameterType(p.ArgType))
		v := model.Value{Name: p.Name, Type: t}
		switch p.Mode {
		case parse.FunctionParameterMode_FUNC_PARAM_OUT, parse.FunctionParameterMode_FUNC_PARAM_TABLE:
			outputs = append(outputs, t)
			if v.Text = "out"; p.Mode == parse.FunctionParameterMode_FUNC_PARAM_TABLE {
				v.Text = "table"
			}
			f.arguments = append(f.arguments, v)
			continue
		case parse.FunctionParameterMode_FUNC_PARAM_INOUT:
			outputs = append(outputs, t)
			v.Text = "inout"
		case parse.FunctionParameterMode_FUNC_PARAM_VARIADIC:
			f.Variadic = true
			v.Text = "variadic"
		}
		arg := model.RoutineArg{Name: p.Name, Type: t}
		if p.Defexpr != nil {
			e := r.expression(p.Defexpr, scope{what: "parameter default"})
			arg.Default, v.Expr = e.text, e.model()
		}
		f.Args = append(f.Args, arg)
		f.arguments = append(f.arguments, v)
	}
	return outputs
}

// parameterType resolves the type of a parameter. A type that doesn't exist yet
// may be a shell type, which the server makes with a notice.
func (r *reader) parameterType(tn *parse.TypeName) model.Type {
	return r.columnType(tn)
}

// returnType resolves RETURNS. CREATE FUNCTION makes a shell type of a name that
// isn't known yet: it is the input function of a type to come.
func (r *reader) returnType(tn *parse.TypeName) model.Type {
	names := stringsOf(tn.Names)
	if _, ok := r.lookupType(names); !ok && !tn.PctType && len(tn.ArrayBounds) == 0 && r.stmtLanguage() == "c" {
		ns, name := r.target(names, tn.Location)
		t := &typ{ns: ns, name: name, kind: shellType, pos: r.pos(tn.Location)}
		t.other = &other{typ: t, define: func(*model.Definition) {}}
		put(r.db, ns.types, name, t)
		r.changed()
	}
	copied := &parse.TypeName{
		Names: tn.Names, PctType: tn.PctType, Typmods: tn.Typmods, Typemod: tn.Typemod, ArrayBounds: tn.ArrayBounds, Location: tn.Location,
	}
	return signatureType(r.columnType(copied))
}

// stmtLanguage returns the language of the current CREATE FUNCTION.
func (r *reader) stmtLanguage() string {
	for _, n := range r.stmt.Node.GetCreateFunctionStmt().GetOptions() {
		if d := n.GetDefElem(); d.GetDefname() == "language" {
			return lower(defString(d))
		}
	}
	return ""
}

// addRoutine adds a routine, or replaces the one of the same signature.
func (r *reader) addRoutine(f *routine, replace bool) {
	r.directiveFor(kind.RoutineID(kind.Routine(f.Kind), f.ns.name, f.Name, argTypes(f.Args)))
	list := f.ns.routines[f.Name]
	for _, old := range list {
		if !sameSignature(old, f) {
			continue
		}
		if !replace {
			r.fail(here, "function %s already exists with same argument types", signature(f))
		}
		if old.Kind != f.Kind {
			r.fail(here, "cannot change routine kind of %s", signature(f))
		}
		f.definition.Comment = old.definition.Comment
		save(r.db, old)
		*old = *f // what uses the old one uses this one now
		r.changed()
		return
	}
	put(r.db, f.ns.routines, f.Name, append(slices.Clip(list), f))
	r.changed()
}

func sameSignature(a, b *routine) bool {
	return slices.EqualFunc(a.Args, b.Args, func(x, y model.RoutineArg) bool { return x.Type == y.Type })
}

// signature writes a routine's name with its arguments for messages.
func signature(f *routine) string {
	types := make([]string, len(f.Args))
	for i, a := range f.Args {
		types[i] = a.Type.String()
	}
	return deparse.Qualified(f.ns.name, f.Name) + "(" + strings.Join(types, ", ") + ")"
}

// routineOf finds the routine that a statement names, nil if there is none.
// Without arguments the name must be unique.
func (r *reader) routineOf(o *parse.ObjectWithArgs) *routine {
	names := stringsOf(o.Objname)
	name := naming.Truncate(names[len(names)-1])
	path := r.routinePath()
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	var args []model.Type
	if !o.ArgsUnspecified {
		for _, n := range o.Objargs {
			if n.GetTypeName() == nil {
				continue // an aggregate's *
			}
			args = append(args, signatureType(r.columnType(n.GetTypeName())))
		}
	}
	for _, schema := range path {
		ns := r.db.namespaces[schema]
		if ns == nil {
			continue
		}
		list := ns.routines[name]
		if o.ArgsUnspecified {
			if len(list) == 1 {
				return list[0]
			}
			if len(list) > 1 {
				r.fail(here, "function name %s is not unique", quoteDot(names))
			}
			continue
		}
		for _, f := range list {
			if slices.EqualFunc(f.Args, args, func(a model.RoutineArg, t model.Type) bool { return a.Type == t }) {
				return f
			}
		}
	}
	return nil
}

func (r *reader) dropRoutineNamed(o *parse.ObjectWithArgs, s *parse.DropStmt, cascade bool) {
	f := r.routineMissingOK(o, s.MissingOk)
	if f == nil {
		if s.MissingOk {
			return
		}
		r.missing(here, "function %s does not exist", quoteDot(stringsOf(o.Objname)))
	}
	if f.constructs != nil {
		r.fail(here, "cannot drop function %s because type %s requires it", quoteDot(stringsOf(o.Objname)), f.constructs.qname())
	}
	r.dropRoutine(f, cascade)
}

// routineMissingOK is routineOf, but a type that doesn't exist is no error if
// the statement says IF EXISTS.
func (r *reader) routineMissingOK(o *parse.ObjectWithArgs, missingOK bool) *routine {
	if missingOK {
		for _, n := range o.Objargs {
			if tn := n.GetTypeName(); tn != nil && !tn.PctType {
				if _, ok := r.lookupType(stringsOf(tn.Names)); !ok {
					return nil
				}
			}
		}
	}
	return r.routineOf(o)
}

// dropRoutine removes a routine, with CASCADE also what calls it.
func (r *reader) dropRoutine(f *routine, cascade bool) {
	list, calls := without(f.ns.routines[f.Name], f), r.overloadOf(f)
	if len(list) > 0 {
		put(r.db, f.ns.routines, f.Name, list)
	} else {
		remove(r.db, f.ns.routines, f.Name)
	}
	if cascade {
		r.dropUsersBut(f, calls.notBy)
		q := model.QName{Schema: f.ns.name, Name: f.Name}
		r.dropExpressionsWith(deparse.Qualified(q.Schema, q.Name), func(s scope, e expression) bool {
			return r.usesRoutine(e, q) && (len(list) == 0 || calls.in(s, e) == holds)
		})
	}
	r.changed()
}

func (r *reader) renameRoutine(s *parse.RenameStmt) {
	f := r.routineOf(s.Object.GetObjectWithArgs())
	if f == nil {
		r.missing(here, "function %s does not exist", quoteDot(stringsOf(s.Object.GetObjectWithArgs().GetObjname())))
	}
	r.relocateRoutine(f, f.ns, naming.Truncate(s.Newname))
}

func (r *reader) moveRoutine(s *parse.AlterObjectSchemaStmt, ns *namespace) {
	f := r.routineOf(s.Object.GetObjectWithArgs())
	if f == nil {
		r.missing(here, "function %s does not exist", quoteDot(stringsOf(s.Object.GetObjectWithArgs().GetObjname())))
	}
	if f.ns != ns {
		r.relocateRoutine(f, ns, f.Name)
	}
}

// relocateRoutine gives a routine another name or schema.
func (r *reader) relocateRoutine(f *routine, ns *namespace, name string) {
	old, fresh := model.QName{Schema: f.ns.name, Name: f.Name}, model.QName{Schema: ns.name, Name: name}
	rest := without(f.ns.routines[f.Name], f)
	if slices.ContainsFunc(rest, func(o *routine) bool { return f.constructs == nil || o.constructs != f.constructs }) {
		r.overloadOf(f).rename(fresh) // an expression may mean another one of the name
	}
	put(r.db, f.ns.routines, f.Name, rest)
	save(r.db, f)
	f.ns, f.Schema, f.Name = ns, ns.name, name
	put(r.db, ns.routines, name, append(slices.Clip(ns.routines[name]), f))
	if len(rest) == 0 {
		r.renameEverywhere(renaming{kind: routineName, old: old, name: fresh})
	}
	r.changed()
}
